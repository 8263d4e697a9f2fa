"""`dbstackc version`: tell which release this is."""

import json
import platform

from dbstackc.surface.asked import Asked
from dbstackc.surface.exits import DONE
from dbstackc.surface.talk import Talk
from dbstackc.surface.version import version


def run(asked: Asked, talk: Talk) -> int:
    """Print the version, and for JSON what it runs on."""
    if asked.text("output-format") == "json":
        told = {"dbstackc": version(), "python": platform.python_version()}
        talk.out(json.dumps(told, indent=1) + "\n")
    else:
        talk.out(f"dbstackc {version()}\n")
    return DONE
