"""Hosts closed by firewalld itself, one on each machine, loaded by the bundle's own script."""

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.engines.closed import DOORS, NEEDED, VM1, closed, rewrite
from tests.engines.knock import knock
from tests.engines.need import need
from tests.engines.segment import Machine

RUN = """
set -eu
cp -a /etc/firewalld "$1/etc"
mount --make-rprivate /
mount -t tmpfs none /run
mkdir /run/dbus /run/firewalld
mount -t tmpfs none /etc/firewalld
cp -a "$1/etc/." /etc/firewalld
dbus-daemon --system --fork --nopidfile
firewalld --nofork --nopid >"$1/log" 2>&1 &
tries=0
until firewall-cmd --state >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ $tries -lt 200 ]
    sleep 0.1
done
"$1/firewall/close.sh" >&2
"$1/firewall/close.sh" keep
exec cat
"""
"""Its own bus and its own settings, seen by nobody else. It takes its rules away when it ends."""


@contextmanager
def _by_firewalld(machine: Machine, files: Mapping[str, str]) -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="dbs-") as name:
        for path, text in files.items():
            place = Path(name, "firewall", path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
            place.chmod(0o755)
        apart = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc")
        command = machine.command(*apart, "sh", "-c", RUN, "-", name)
        env = {**os.environ, "PATH": f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"}
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=env,
        ) as process:
            assert process.stdin and process.stdout and process.stderr
            try:
                said = process.stdout.readline()
                assert said == b"kept\n", process.stderr.read().decode()
                yield
            finally:
                process.stdin.close()


PUBLISHED = {(VM1, 3500)}
"""What a container publishes: firewalld 1.3 asks nobody about it, as `past-firewalld` tells."""


def test_what_the_stack_needs_passes_firewalld_and_nothing_else_but_what_is_published() -> None:
    need("firewalld", "firewall-cmd", "dbus-daemon", "unshare")
    with closed(engine="firewalld", close=_by_firewalld) as found:
        # it takes what Docker wrote for its own when it is reloaded
        rewrite(found[VM1])
        for address, machine in found.items():
            asked = [door for door in DOORS if door[0] != address]
            passed = knock(machine, asked)
            assert passed - PUBLISHED == NEEDED[address] - PUBLISHED, address
            assert address == VM1 or passed >= PUBLISHED, address
