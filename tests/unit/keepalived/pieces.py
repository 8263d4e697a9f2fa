"""A keepalived.conf in pieces, as keepalived takes it: it has nothing to say of it."""

from collections.abc import Mapping
from pathlib import Path

from tests.unit.keepalived.existing import INSTANCE

SCRIPT = INSTANCE.partition("vrrp_instance")[0]

HALF = """\
include vars.inc
include conf.d/*.conf
vrrp_instance VI_7 { include common.inc
    interface eth7
    priority 100
    virtual_ipaddress {
        include addresses/{a,b}.inc
    }
    track_script {
        alive
    }
}
"""

PARTS = {
    "vars.inc": "$NUMBER=77\n",
    "conf.d/one.conf": SCRIPT,
    "conf.d/.hidden.conf": "nonsense\n",
    "conf.d/two.txt": "nonsense\n",
    "common.inc": "state BACKUP\ninclude more/id.inc\n",
    "more/id.inc": "include own.inc\n",
    "more/own.inc": "virtual_router_id $NUMBER\n",
    "addresses/a.inc": "10.0.0.9/24\n",
    "addresses/b.inc": "10.0.0.10/24\n",
}
"""What it includes, by name: `own.inc` is asked for by a file that lies beside it."""


def lay(folder: Path, more: Mapping[str, str]) -> Path:
    """Write the pieces into a folder, some of them others, and return the first file."""
    first = folder / "keepalived.conf"
    for name, text in {**PARTS, first.name: HALF, **more}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    return first
