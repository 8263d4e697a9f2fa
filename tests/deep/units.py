"""Boot a machine with a real systemd, and hand it the units of a bundle. It is no test.

    python -m tests.deep.units

As root, with mmdebstrap, systemd-container and a mirror of Debian; a minute. The machine has no
network and no Docker: a copy that its timer starts must fail, and say so.
"""

import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.deep.docker import bundle

STACK = """dbs 1
secret root, sst, app, copies, monitor from env
host vm[1..3] at 10.90.0.[1..3]
pxc shop {
  nodes shop[1..3] on vm[1..3]:9001
  root secret.root; sst secret.sst; user app with secret.app; monitor exporter with secret.monitor
}
schema s on shop
backup shop to "/var/backups/db" at 03:15 with secret.copies
registry hub on vm3 { certificate "/etc/ssl/hub.crt"; key "/etc/ssl/hub.key" }
watch eye on vm3
firewall lan { admin 10.90.0.0/24; clients 10.90.0.0/24 }
"""

HOST = "vm3"
"""The machine: of the hosts the one that has all units."""

PLACE = f"/opt/dbstackc/stack/{HOST}"

PACKAGES = "systemd,systemd-sysv,dbus,nftables,iproute2,openssl"

COPY = "dbstackc-backup-stack@shop"

SECONDS = 60


class Booted:
    """A machine that runs; pid: of its first process."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def run(self, line: str, *, fails: bool = False) -> str:
        """Run a shell line in it, and return what it prints; it must succeed, or fail."""
        words = ["nsenter", "-t", str(self.pid), "-m", "-u", "-i", "-n", "-p", "-r", "-w"]
        done = subprocess.run(
            [*words, "sh", "-c", line],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
        )
        assert (done.returncode != 0) is fails, f"{line}: {done.stdout}{done.stderr}"
        return done.stdout.strip()


def main() -> None:
    """Run it all; the first thing that is not so ends it."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        source = place / "stack.dbs"
        source.write_text(STACK)
        out = bundle(str(source), place)
        tree = _tree(place)
        home = tree / PLACE.lstrip("/")
        home.parent.mkdir(parents=True)
        subprocess.run(["cp", "-a", str(out / "hosts" / HOST), str(home)], check=True)
        _certificate(tree)
        with booted(tree) as machine:
            _timers(machine)
            _fails_aloud(machine)
            _tells_its_age(machine)
            _closes(machine)
        with booted(tree) as machine:
            _stands_again(machine)


def _tree(place: Path) -> Path:
    archive, tree = place / "tree.tar", place / "tree"
    words = ["mmdebstrap", "--quiet", "--variant=minbase", f"--include={PACKAGES}"]
    subprocess.run([*words, "bookworm", str(archive)], check=True)
    tree.mkdir()
    subprocess.run(["tar", "-C", str(tree), "-xf", str(archive)], check=True)
    return tree


def _certificate(tree: Path) -> None:
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "40", "-subj",
         "/CN=10.90.0.3", "-keyout", f"{tree}/etc/ssl/hub.key", "-out", f"{tree}/etc/ssl/hub.crt"],
        check=True,
        capture_output=True,
    )  # fmt: skip


@contextmanager
def booted(tree: Path) -> Iterator[Booted]:
    """Boot the machine of a tree, hand it over once all its units are settled, and shut it down."""
    words = ["systemd-nspawn", "-q", "-D", str(tree), "--register=no", "--keep-unit"]
    words += ["--private-network", "--console=pipe", "--kill-signal=SIGRTMIN+3", "-b"]
    process = subprocess.Popen(
        words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield _settled(process)
    finally:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(SECONDS)
        if process.poll() is None:
            process.kill()


def _settled(process: "subprocess.Popen[bytes]") -> Booted:
    began = time.monotonic()
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while time.monotonic() < began + SECONDS:
        assert process.poll() is None, "the machine does not start"
        for child in map(int, children.read_text().split()):
            with suppress(AssertionError, OSError):
                if Path(f"/proc/{child}/exe").readlink().name == "systemd":
                    said = Booted(child).run("systemctl is-system-running --wait || true")
                    if said in ("running", "degraded"):
                        print(f"booted: {said} after {time.monotonic() - began:.1f} s")
                        return Booted(child)
        time.sleep(0.3)
    raise AssertionError("the machine does not come up")


def _timers(machine: Booted) -> None:
    # who listens where the registry would, and shows the certificate
    machine.run("ip address add 10.90.0.3/32 dev lo")
    shows = "openssl s_server -quiet -accept 5000 -cert /etc/ssl/hub.crt -key /etc/ssl/hub.key"
    machine.run(f"systemd-run -q --unit shows {shows}")
    machine.run(f"{PLACE}/backup/install.sh")
    machine.run(f"{PLACE}/certificate/install.sh")
    listed = machine.run("systemctl list-timers --all --no-legend --no-pager")
    mine = [line for line in listed.splitlines() if "dbstackc" in line]
    assert len(mine) == 2, listed
    assert any(" 03:15:00 " in line and f"{COPY}.timer" in line for line in mine), listed
    for timer in (COPY, "dbstackc-certificate-stack"):
        assert machine.run(f"systemctl is-enabled {timer}.timer") == "enabled"
    warned = machine.run("journalctl -q -p warning --no-pager -o cat _PID=1")
    assert "dbstackc" not in warned, warned
    print("two timers, at the times that were written; systemd has no word against their units")


def _fails_aloud(machine: Booted) -> None:
    """Start a copy where there is no Docker: the unit fails, and the journal tells why."""
    machine.run(f"systemctl start {COPY}.service", fails=True)
    assert machine.run(f"systemctl show -P Result {COPY}.service") == "exit-code"
    said = machine.run(f"journalctl -q --no-pager -o cat -u {COPY}.service")
    assert "docker" in said, said
    print(f"a copy that cannot be taken: {said.splitlines()[1]}")


def _tells_its_age(machine: Booted) -> None:
    told = "cat /var/lib/dbstackc/metrics/*certificate*.prom"
    for _ in range(SECONDS):
        with suppress(AssertionError):
            ends = float(machine.run(told).split()[-1])
            break
        time.sleep(0.5)
    else:
        raise AssertionError(machine.run("systemctl status 'dbstackc-certificate*' || true"))
    days = (ends - time.time()) / 86400
    assert 39 < days < 41, ends
    print(f"its timer told by itself when the certificate ends: in {days:.1f} days")


def _closes(machine: Booted) -> None:
    machine.run(f"{PLACE}/firewall/close.sh")
    machine.run(f"{PLACE}/firewall/close.sh keep")
    assert machine.run("systemctl is-enabled dbstackc-firewall.service") == "enabled"
    print("closed, and kept so")


def _stands_again(machine: Booted) -> None:
    assert machine.run("systemctl is-active dbstackc-firewall.service") == "active"
    assert "policy drop" in machine.run("nft list table inet dbstackc")
    assert machine.run(f"systemctl is-active {COPY}.timer") == "active"
    machine.run(f"{PLACE}/firewall/close.sh open")
    machine.run("systemctl is-enabled dbstackc-firewall.service", fails=True)
    print("after a restart it is closed, and its timers run; open takes the firewall away for good")


if __name__ == "__main__":
    main()
