"""The script that closes a host; it is the same for every host of an engine."""

from functools import lru_cache
from pathlib import Path

from dbstackc.emit import layout
from dbstackc.emit.target import Artifact

from .document import Script

FOLDER = Path(__file__).resolve().parent / "shell"


def script(document: Script) -> Artifact:
    """Print it."""
    host, firewall = document.host, document.firewall
    return Artifact(
        path=f"{layout.folder(host)}/firewall/close.sh",
        text=_text(firewall.engine),
        mode=0o755,
        trace=((1, firewall.origin("engine")),),
        title=f"closes {host.name}, and opens it again if that shuts its operators out",
    )


@lru_cache(maxsize=2)
def _text(engine: str) -> str:
    return (FOLDER / f"{engine}.sh").read_text(encoding="utf-8")
