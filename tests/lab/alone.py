"""What a laboratory leaves behind, seen in namespaces where nobody else does anything.

Run as the first process of namespaces of its own: `python -m tests.lab.alone FILE STATE`. It prints
as JSON what was there before and after, and whether a run that was killed half-way left something.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from dbstackc.lab.state import Lab
from tests.lab.bench import wait

GROUND = (
    "mount -t tmpfs tmpfs /run/netns",
    "mount --make-shared /run/netns",
    "ip link set lo up",
    "ip link add name theirs type veth peer name peer",
    "ip address add 192.0.2.1/24 dev theirs",
    "ip link set theirs up",
    "nft add table inet theirs",
    "nft add chain inet theirs in { type filter hook input priority 0; }",
)
"""A machine that has something to be touched."""


def main(path: str, folder: str) -> None:
    """Kill a run, run again, take all down, and tell."""
    Path("/run/netns").mkdir(exist_ok=True)
    # copies of what others have mounted there go whenever those others end
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        if (place := line.split()[4]).startswith("/run/netns/"):
            subprocess.run(["umount", place], check=False)
    for line in GROUND:
        subprocess.run(line.split(), check=True)
    lab, before = Lab(Path(folder)), seen()
    killed = subprocess.Popen(words("up", path, folder))
    assert wait(lambda: any(lab.running()), 60)
    time.sleep(1)
    killed.kill()
    killed.wait()
    left = seen()
    told = [subprocess.run(words("up", path, folder)).returncode]
    told.append(subprocess.run(words("load", path, folder, "--seconds", "2")).returncode)
    told.append(subprocess.run(words("fault", path, folder, "cut", "a", "9001")).returncode)
    meanwhile = seen()
    told.append(subprocess.run(words("down", path, folder)).returncode)
    print(
        json.dumps(
            {
                "codes": told,
                "before": before,
                "left": left,
                "meanwhile": meanwhile,
                "after": seen(),
                "folder": Path(folder).exists(),
            }
        )
    )


def words(action: str, path: str, folder: str, *more: str) -> list[str]:
    """Return the command, whose output goes where errors do."""
    run = f'exec "$0" -m dbstackc lab {action} "$@" >&2'
    return ["sh", "-c", run, sys.executable, path, *more, "--state", folder]


def seen() -> dict[str, list[str]]:
    """Return what can be seen of the machine: links, addresses, rules, mounts, processes."""
    reap()
    found = {
        " ".join(line): subprocess.run(line, capture_output=True, text=True, check=True).stdout
        for line in (
            ("ip", "-o", "link"),
            ("ip", "-o", "address"),
            ("ip", "route"),
            ("nft", "list", "ruleset"),
            ("ls", "/run/netns"),
        )
    }
    mounts = [
        " ".join([*line.split()[2:6], line.partition(" - ")[2]])
        for line in Path("/proc/self/mountinfo").read_text().splitlines()
    ]
    alive = [each for each in os.listdir("/proc") if each.isdigit() and each != str(os.getpid())]  # noqa: PTH208
    processes = [name for each in alive if (name := called(Path("/proc") / each))]
    return {**{k: v.splitlines() for k, v in found.items()}, "mounts": mounts, "run": processes}


def called(process: Path) -> str:
    """Return what a process is called, or nothing if it has ended."""
    try:
        return (process / "comm").read_text().strip()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def reap() -> None:
    """Wait for what has ended: orphans are the first process's to bury."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return


if __name__ == "__main__":
    main(*sys.argv[1:])
