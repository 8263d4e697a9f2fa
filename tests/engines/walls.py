"""Hand rules of firewalls to what reads them, in a network of their own where nothing is closed."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.engines.need import find, need


def judge(path: Path) -> str:
    """Ask the reader of a file about it: nft, or firewalld."""
    return nftables(path) if path.suffix == ".nft" else firewalld(path)


def nftables(path: Path) -> str:
    """Load a file twice, as the second load takes the place of the first."""
    need("nft", "unshare")
    alone = ["unshare", "--net", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    nft = find("nft") or "nft"
    line = f'"{nft}" -c -f "$1" && "{nft}" -f "$1" && "{nft}" -f "$1"'
    return _said([*alone, "sh", "-c", line, "-", str(path)])


def firewalld(path: Path) -> str:
    """Ask firewalld about a whole configuration with the zone and the policy of a host.

    The zone and the policy are one: the policy speaks of the zone.
    """
    need("firewall-offline-cmd", "unshare")
    if os.geteuid():
        need("root")
    with tempfile.TemporaryDirectory(prefix="dbs-") as name:
        place = Path(name)
        for kind in ("zones", "policies"):
            shutil.copytree(path.parent.parent / kind, place / kind)
        shutil.copy("/etc/firewalld/firewalld.conf", place)
        program = find("firewall-offline-cmd") or "firewall-offline-cmd"
        alone = ["unshare", "--net", program, f"--system-config={place}"]
        return _said([*alone, "--check-config"]).removesuffix("success").strip()


def _said(command: list[str]) -> str:
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60
    )
    said = f"{done.stdout}{done.stderr}".strip()
    return said or (f"exit code {done.returncode}, in silence" if done.returncode else "")
