"""Join three real Docker engines to a Swarm with a bundle's own script. It is no test.

    python -m tests.deep.swarm

As root, with docker.io, mmdebstrap and a mirror of Debian; two or three minutes. Each engine runs
in a network namespace of its own on one wire, and nothing stays behind.
"""

import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from tests.deep import base
from tests.deep.docker import Docker, bundle, engine
from tests.deep.panels import PANELS

STACK = """dbs 1
secret board, hands from env
host vm[1..3] at 10.90.0.[1..3] in zone[a, b, c] on wire
external legacy at 10.90.0.9:3306
network mesh { driver overlay; subnet 10.91.0.0/24 }
network free { driver overlay }
engine docker on vm[1..3] { log 5M }
deploy swarm { managers vm[1..3]; label disk as ssd on vm[1..2] }
haproxy h[1..2] in mesh on vm[1..2] { listen sql on 13306 to legacy }
haproxy h3 in mesh on vm3 { listen sql on 13306 to legacy; publish 13306 -> 13306 }
panel board by portainer in mesh on vm1 {
  password secret.board; agents on vm[1..3] with secret.hands
}
panel map by visualizer in mesh on vm2 from admin
haproxy f[1..2] in free on vm[1..2] { listen sql on 14306 to legacy }
firewall lan { admin 10.90.0.0/24; clients 10.90.0.0/24 }
"""

HAPROXY = """FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends haproxy
CMD ["haproxy", "-W", "-db", "-f", "/usr/local/etc/haproxy/haproxy.cfg"]
"""

HUB = "dbs-hub"

ON = """#!/bin/sh
# on a machine of its own: its network, and its own /run and /etc
DOCKER_HOST=$(cat PLACE/sockets/$1)
export DOCKER_HOST
exec nsenter --net=/run/netns/dbs-$1 unshare --mount sh -ec '
    mount --bind PLACE/machines/$0/run /run
    mount --bind PLACE/machines/$0/etc /etc
    exec sh -c "$1"' "$1" "$3"
"""


def main() -> None:
    """Run it all; the first thing that is not so ends it."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as left:
        place = Path(name)
        tree = base.root(place)
        source = place / "stack.dbs"
        source.write_text(STACK)
        out = bundle(str(source), place)
        left.enter_context(wire())
        engines = {}
        for host in ("vm1", "vm2", "vm3"):
            said = json.loads((out / f"hosts/{host}/engine/daemon.json").read_text())
            made = engine(f"dbs-{host}", place / host, said, usual=True)
            engines[host] = left.enter_context(made)
        first = engines["vm1"]
        base.bases(first, tree)
        base.build(first, "haproxy:2.8", {"Dockerfile": HAPROXY})
        for tag, files in PANELS.items():
            base.build(first, tag, files)
        share(engines, "haproxy:2.8", *PANELS)
        _born(out, engines)
        _networks(first)
        _meets(engines)
        _shown(out, engines)
        _again(out, engines)
        _roles(out, engines)
        _leaves(out, engines)
        _closed(engines)


@contextmanager
def wire() -> Iterator[None]:
    """Lay a wire between three namespaces."""
    names = (HUB, "dbs-vm1", "dbs-vm2", "dbs-vm3")
    lines = [f"netns add {name}" for name in names]
    lines.append(f"-n {HUB} link add hub type bridge")
    lines.append(f"-n {HUB} link set hub up")
    for number in (1, 2, 3):
        vm = f"dbs-vm{number}"
        lines += [
            f"-n {vm} link set lo up",
            f"-n {vm} link add wire type veth peer name to{number} netns {HUB}",
            f"-n {vm} addr add 10.90.0.{number}/24 dev wire",
            f"-n {vm} link set wire up",
            f"-n {HUB} link set to{number} master hub up",
        ]
    try:
        for line in lines:
            subprocess.run(["ip", *line.split()], check=True)
        yield
    finally:
        for name in names:
            with suppress(subprocess.CalledProcessError):
                subprocess.run(["ip", "netns", "del", name], check=True)


def share(engines: dict[str, Docker], *tags: str) -> None:
    """Give the images of vm1 to the others."""
    saved = subprocess.run(
        ["docker", "save", *tags],
        capture_output=True,
        check=True,
        env=engines["vm1"].env,
    ).stdout
    for host in ("vm2", "vm3"):
        engines[host].run("load", "-q", given=saved)


def script(out: Path, engines: dict[str, Docker], *words: str, **more: str) -> str:
    """Run a script of the bundle on vm1; the others are reached at their sockets.

    more: variables of its environment.
    """
    sockets = out.parent / "sockets"
    sockets.mkdir(exist_ok=True)
    for host, docker in engines.items():
        (sockets / host).write_text(docker.socket)
    for host in engines:
        own = out.parent / "machines" / host
        if not own.exists():
            (own / "run").mkdir(parents=True)
            shutil.copytree("/etc", own / "etc", symlinks=True)
    on = out.parent / "on"
    on.write_text(ON.replace("PLACE", str(out.parent)))
    on.chmod(0o755)
    done = subprocess.run(
        ["sh", *(str(out / words[0]), *words[1:])],
        env={
            **engines["vm1"].env,
            "DBS_ON": str(on),
            "DBS_HERE": "vm1",
            "DBS_PLACE": str(out.parent / "place"),
            **more,
        },
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "SWMTKN" not in done.stdout.replace("docker swarm join --token SWMTKN", ""), done.stdout
    return done.stdout


def _born(out: Path, engines: dict[str, Docker]) -> None:
    began = time.monotonic()
    said = script(out, engines, "swarm/init.sh")
    print(f"made, joined, labelled, deployed: {time.monotonic() - began:.1f} s")
    assert "vm2: joins as manager" in said and "vm3: joins as manager" in said
    assert said.count("closed for a minute") == said.count("kept") == 3, said
    first = engines["vm1"]
    nodes = [
        json.loads(line) for line in first.run("node", "ls", "--format", "{{json .}}").split("\n")
    ]
    assert sorted(node["ManagerStatus"] for node in nodes) == ["Leader", "Reachable", "Reachable"]
    labels = {_labels(first, node["ID"]) for node in nodes}
    assert labels == {
        "dbstackc.host=vm1 dbstackc.zone=zonea disk=ssd",
        "dbstackc.host=vm2 dbstackc.zone=zoneb disk=ssd",
        "dbstackc.host=vm3 dbstackc.zone=zonec",
    }, labels
    kept = [path for path in out.parent.rglob("*") if path.is_file() and path.is_relative_to(out)]
    assert not any("SWMTKN" in path.read_text() for path in kept)
    print("three managers, labels for hosts and zones, no token in any file")


def _labels(docker: Docker, node: str) -> str:
    said = json.loads(docker.run("node", "inspect", "-f", "{{json .Spec.Labels}}", node))
    return " ".join(f"{key}={value}" for key, value in sorted(said.items()))


def _networks(docker: Docker) -> None:
    found = {}
    for name in ("bridge", "docker_gwbridge", "ingress", "mesh", "free"):
        said = json.loads(docker.run("network", "inspect", "-f", "{{json .IPAM.Config}}", name))
        found[name] = said[0]["Subnet"]
    print(f"subnets: {found}")
    assert found["bridge"].startswith("10.214.") and found["docker_gwbridge"].startswith("10.214.")
    assert found["ingress"].startswith("10.215.") and found["free"].startswith("10.215.")
    assert found["mesh"] == "10.91.0.0/24"


def _meets(engines: dict[str, Docker]) -> None:
    """Wait until every task runs on its own machine, and reach one from another."""
    began = time.monotonic()
    tasks = {
        "vm1": {"h1", "f1", "board", "board-agent"},
        "vm2": {"h2", "f2", "map", "board-agent"},
        "vm3": {"h3", "board-agent"},
    }
    for host, names in tasks.items():
        for _ in range(240):
            listed = engines[host].run("ps", "--format", "{{.Names}}").split()
            if {name.split(".")[0].partition("_")[2] for name in listed} == names:
                break
            time.sleep(0.5)
        else:
            raise AssertionError(f"{host}: {listed}, not {names}")
    print(f"every task runs on its own machine: {time.monotonic() - began:.1f} s")
    own = engines["vm1"].run("ps", "-q", "-f", "name=stack_h1")
    knock = (
        "for i in 1 2 3 4 5 6 7 8 9 10; do exec 3<>/dev/tcp/h3/13306 && echo met && exit;"
        " sleep 1; done"
    )
    assert engines["vm1"].run("exec", own, "bash", "-c", knock) == "met"
    print("h1 on vm1 reaches h3 on vm3 by its name, through the overlay")


def _shown(out: Path, engines: dict[str, Docker]) -> None:
    """Look whether agents find each other by one name, the panel them, and a manager is asked."""
    hands = (out.with_name("out.secrets") / "hands").read_text().strip()
    places = (("vm1", "board", "agent: 9001"), ("vm2", "map", "docker: HTTP/1.0 200 OK"))
    agents = [(host, "board-agent", f"secret: {hands}") for host in engines]
    for host, name, wanted in (*places, *agents):
        own = _told(engines[host], name, wanted)
        assert hands not in engines[host].run("inspect", own)
    own = engines["vm3"].run("ps", "-q", "-f", "name=stack_board-agent")
    engines["vm3"].run("restart", "-t", "1", own)
    _told(engines["vm3"], "board-agent", "group: 3")
    print("an agent on each machine; one name finds all three, and the panel one of them")
    print("the visualizer asks a manager, which tells it of the nodes")


def _told(docker: Docker, name: str, wanted: str) -> str:
    """Wait until a task says something; return the container's id."""
    said = ""
    for _ in range(120):
        own = docker.run("ps", "-q", "-f", f"name=stack_{name}\\.")
        said = docker.run("logs", own) if own and "\n" not in own else ""
        if wanted in said:
            return own
        time.sleep(0.5)
    raise AssertionError(f"{docker.name}: {name}: {said}")


def _again(out: Path, engines: dict[str, Docker]) -> None:
    said = script(out, engines, "swarm/init.sh")
    assert not any(word in said for word in ("joins", "from now on", "dbstackc.zone")), said
    print("a second run joins nobody, changes no role and sets no label")


def _roles(out: Path, engines: dict[str, Docker]) -> None:
    table = out / "steps/managers.txt"
    text = table.read_text()
    table.write_text("vm1\n")
    said = script(out, engines, "swarm/init.sh")
    assert "vm2: is a worker from now on" in said and "vm3: is a worker from now on" in said
    table.write_text(text)
    assert "vm2: is a manager from now on" in script(out, engines, "swarm/init.sh")
    print("who manages is changed both ways")


def _leaves(out: Path, engines: dict[str, Docker]) -> None:
    said = script(out, engines, "swarm/leave.sh", "vm3")
    assert "vm3: is out of the swarm" in said
    assert len(engines["vm1"].run("node", "ls", "-q").split()) == 2
    assert "vm3: joins as manager" in script(out, engines, "swarm/init.sh")
    print("vm3 left, and joined again")


def _closed(engines: dict[str, Docker]) -> None:
    """Look whether each machine is closed for good: it was for a minute at first."""
    for host in engines:
        rules = subprocess.run(
            ["ip", "netns", "exec", f"dbs-{host}", "nft", "list", "table", "inet", "dbstackc"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert "2377" in rules and "4789" in rules, rules
    print("all that ran between machines whose script had closed them, and kept them closed")


if __name__ == "__main__":
    main()
