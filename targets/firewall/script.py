"""The script that closes a host; it is the same for every host of an engine."""

from pathlib import Path

from dbstackc.emit import layout
from dbstackc.emit.document import text_of
from dbstackc.emit.target import Artifact

from .document import Script

FOLDER = Path(__file__).resolve().parent / "shell"


def script(document: Script) -> Artifact:
    """Print it."""
    host, firewall = document.host, document.firewall
    return Artifact(
        path=f"{layout.folder(host)}/firewall/close.sh",
        text=text_of(FOLDER / f"{firewall.engine}.sh"),
        mode=0o755,
        trace=((1, firewall.origin("engine")),),
        title=f"closes {host.name}, and opens it again if that shuts its operators out",
    )
