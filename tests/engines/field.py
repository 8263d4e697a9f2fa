"""Machines of a topology as network namespaces on one bridge, each able to run MariaDB.

Names carry the number of the test's process; everything is taken down at the end.
"""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dbstackc.emit import layout
from dbstackc.emit.target import Artifact
from dbstackc.model.topology import Node, Topology
from tests.engines.need import find, need

SECONDS = 90
"""How long a state transfer may take on a busy machine; a quiet one needs twenty seconds."""

HOLE = re.compile(r"@@secret\.([\w.-]+)@@")


@dataclass(slots=True)
class Field:
    """The namespaces of a topology's hosts, and the servers that run in them.

    place: a folder that user mysql may enter. rows: by node, its data folder.
    """

    whole: Topology
    files: Mapping[str, Artifact]
    place: Path
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def space(self, host: str) -> str:
        """Return the namespace of a host."""
        return f"dbs{os.getpid()}-{host}"

    def node(self, name: str) -> Node:
        """Return a node by its name."""
        return next(node for node in self.whole.nodes if node.name == name)

    def read(self, path: str) -> str:
        """Return a file with its holes filled: a secret's value is its name, twice."""
        return HOLE.sub(lambda found: found[1] * 2, self.files[path].text)

    def command(self, name: str, *options: str) -> list[str]:
        """Return the words that run a node's server with its own option file."""
        node, home = self.node(name), self.place / name
        path = home / "my.cnf"
        path.write_text(self.read(layout.option_file(node)))
        return [
            *("ip", "netns", "exec", self.space(node.host.name)),
            find("mariadbd") or "mariadbd",
            f"--defaults-file={path}",
            *("--user=mysql", f"--datadir={home / 'rows'}", f"--socket={home / 'socket'}"),
            *(
                f"--pid-file={home / 'pid'}",
                f"--tmpdir={home / 'tmp'}",
                f"--log-error={home}/log.err",
            ),
            *options,
        ]

    def position(self, name: str) -> str:
        """Return how far a stopped member came: the group's uuid and a number."""
        log = self.place / name / "recover.err"
        log.unlink(missing_ok=True)
        command = self.command(name, "--wsrep-recover", f"--log-error={log}")
        subprocess.run(command, capture_output=True, timeout=SECONDS)
        found = re.findall(r"Recovered position: (\S+)", log.read_text(errors="replace"))
        return str(found[-1])

    def restart(self, *names: str) -> None:
        """Start members that have run before, all from where they had come to.

        Source: percona-docker 8.0, entrypoint (--wsrep_recover, then --wsrep_start_position).
        """
        for name in names:
            self.start(name, f"--wsrep-start-position={self.position(name)}")

    def start(self, name: str, *options: str) -> None:
        """Start a node and do not wait for it."""
        self.running[name] = subprocess.Popen(
            self.command(name, *options),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def kill(self, *names: str) -> None:
        """Kill nodes at once, as a power cut does."""
        for name in names:
            self.running[name].kill()
        for name in names:
            self.running.pop(name).wait()

    def stop(self, name: str) -> None:
        """Stop a node in peace."""
        self.running[name].terminate()
        self.running.pop(name).wait(SECONDS)

    def ask(
        self, name: str, sql: str, user: str = "root", password: str = "", via: str = ""
    ) -> tuple[list[str], str]:
        """Run SQL on a node, and return the rows and the complaint.

        via: a host to log in from, by the node's address and port; else its socket.
        """
        node = self.node(name)
        client = [find("mariadb") or "mariadb", "--no-defaults", "--batch", "-N", f"--user={user}"]
        client += ["--connect-timeout=5"]
        if via:
            client += ["--protocol=tcp", f"--host={node.host.address}", f"--port={node.listen}"]
            client = ["ip", "netns", "exec", self.space(via), *client]
        else:
            client += [f"--socket={self.place / name / 'socket'}"]
        done = subprocess.run(
            client,
            input=sql,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            env={**os.environ, "MYSQL_PWD": password},
        )
        return done.stdout.splitlines(), done.stderr.strip() if done.returncode else ""

    @contextmanager
    def held(self, name: str, sql: str) -> Iterator[None]:
        """Keep a session open on a node that has run some SQL."""
        client = [
            find("mariadb") or "mariadb",
            "--no-defaults",
            "--user=root",
            "--unbuffered",
            "-N",
        ]
        session = subprocess.Popen(
            [*client, f"--socket={self.place / name / 'socket'}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert session.stdin and session.stdout
        try:
            session.stdin.write(f"{sql}; SELECT 'held';\n")
            session.stdin.flush()
            assert session.stdout.readline() == "held\n"
            yield
        finally:
            session.kill()
            session.wait()

    def until(self, name: str, sql: str, row: str, seconds: float = SECONDS) -> None:
        """Wait until a node answers with one row, or fail with the end of its log."""
        end = time.monotonic() + seconds
        said: object = ""
        while time.monotonic() < end:
            if self.running[name].poll() is not None:
                break
            rows, said = self.ask(name, sql)
            if rows == [row]:
                return
            said = said or rows
            time.sleep(0.1)
        log = (self.place / name / "log.err").read_text(errors="replace")[-3000:]
        pytest.fail(f"{name}: {sql}: {said}, not {row}\n{log}")


@contextmanager
def laid(whole: Topology, files: Mapping[str, Artifact]) -> Iterator[Field]:
    """Lay a network out, with an empty data folder for each node, and take it down again."""
    need("mariadbd", "mariadb-install-db", "mariadb", "mariabackup", "socat", "ip")
    if os.geteuid():
        need("root")
    # The path of a socket must be short.
    place = Path(tempfile.mkdtemp(prefix="dbs-"))
    one = Field(whole, files, place)
    bridge = f"dbs{os.getpid()}-sw"
    try:
        _ip("netns", "add", bridge)
        _ip("-n", bridge, "link", "add", "name", "sw", "type", "bridge")
        _ip("-n", bridge, "link", "set", "sw", "up")
        for number, host in enumerate(whole.hosts):
            space = one.space(host.name)
            _ip("netns", "add", space)
            _ip("-n", space, "link", "set", "lo", "up")
            pair = ("type", "veth", "peer", "name", f"p{number}", "netns", bridge)
            _ip("-n", space, "link", "add", "eth0", *pair)
            _ip("-n", bridge, "link", "set", f"p{number}", "master", "sw", "up")
            _ip("-n", space, "address", "add", f"{host.address}/24", "dev", "eth0")
            _ip("-n", space, "link", "set", "eth0", "up")
        _install(one)
        yield one
    finally:
        one.kill(*one.running)
        for name in (*(one.space(host.name) for host in whole.hosts), bridge):
            subprocess.run(["ip", "netns", "delete", name], capture_output=True)
        shutil.rmtree(place, ignore_errors=True)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True, timeout=10)


def _install(one: Field) -> None:
    """Make the data folders, as an image does before it starts the server for the first time."""
    owner = pwd.getpwnam("mysql")
    first = one.place / "rows"
    one.place.chmod(0o755)
    done = subprocess.run(
        [
            *(find("mariadb-install-db") or "mariadb-install-db", "--no-defaults"),
            *("--auth-root-authentication-method=normal", "--skip-test-db", "--user=mysql"),
            *(f"--datadir={first}", "--lower-case-table-names=1"),
        ],
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for node in one.whole.nodes:
        home = one.place / node.name
        home.mkdir()
        (home / "tmp").mkdir()
        shutil.copytree(first, home / "rows")
    for path in one.place.rglob("*"):
        os.chown(path, owner.pw_uid, owner.pw_gid)
