"""Run everything that is too long for every day, one after another: `python -m tests.deep`.

As root, with docker.io, docker-compose, mmdebstrap, debootstrap, systemd-container, what a
laboratory takes and a mirror of Debian; two hours on two cores. Each part is a program of its own,
told below, and ends with its first fault; the others go on. The code is 1 where one failed.
"""

import subprocess
import sys
import time
from collections.abc import Sequence

from tests.house.code import ROOT

PARTS = (
    ("every fault on every stack", "tests.lab.matrix"),
    ("every fault, started by Compose", "tests.lab.matrix", "--engine", "docker", "fast"),
    ("a laboratory on a Docker engine, and what it leaves", "tests.deep.lab"),
    ("MySQL 9", "tests.deep.mysql"),
    ("three Docker engines as one Swarm", "tests.deep.swarm"),
    ("clusters of a Swarm, copied and brought back", "tests.deep.rows"),
    ("a Swarm's images, by TLS", "tests.deep.hub"),
    ("images, built and started", "tests.deep.images"),
    ("a registry, filled and cleared", "tests.deep.registry"),
    ("applications and panels", "tests.deep.services"),
    ("units, on a machine that systemd booted", "tests.deep.units"),
)
"""What each is about, and what runs it."""


def main(words: Sequence[str]) -> int:
    """Run the parts whose module ends with one of some words, all without any."""
    told: list[tuple[str, str]] = []
    for title, module, *options in PARTS:
        if words and not module.endswith(tuple(words)):
            continue
        began = time.monotonic()
        print(f"== {title}: python -m {' '.join((module, *options))}", flush=True)
        code = subprocess.run([sys.executable, "-m", module, *options], cwd=ROOT).returncode
        how = "went well" if code == 0 else f"failed with {code}"
        told.append((how, f"{title}: {how} after {time.monotonic() - began:.0f} s"))
    print("\n".join(line for _, line in told))
    return 0 if told and all(how == "went well" for how, _ in told) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
