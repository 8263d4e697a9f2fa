"""Pull a Swarm's images from a registry with a certificate, on three real engines. It is no test.

    python -m tests.deep.hub

As root, with docker.io, docker-compose, openssl, mmdebstrap and a mirror of Debian; two or three
minutes. One machine has the images of others, and the two that run them have the registry alone. An
authority of the test's own signs its certificate. Debian's docker-registry stands in for the
image `registry`.
"""

import json
import shutil
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.deep import base
from tests.deep.docker import Docker, bundle, engine
from tests.deep.registry import REGISTRY
from tests.deep.swarm import HAPROXY, script, wire

STACK = """dbs 1
secret hub from env
host vm[1..3] at 10.90.0.[1..3] on wire
external legacy at 10.90.0.9:3306
network mesh { driver overlay; subnet 10.91.0.0/24 }
engine docker on vm[1..3] { log 5M }
deploy swarm { managers vm[1..3] }
registry hub on vm1 {
  user puller with secret.hub
  certificate "PLACE/hub.crt"; key "PLACE/hub.key"; authority "PLACE/ca.crt"
}
haproxy h[2..3] in mesh on vm[2..3] { listen sql on 13306 to legacy }
"""

HUB = "10.90.0.1:5000"

TRUSTED = Path("/etc/docker/certs.d", HUB)
"""Where the three engines, which share this machine's files, look whom to trust."""

SHIM = """#!/bin/sh
case "$1 $2 $3" in "pull -q 10."*) ;; "pull -q"*) echo pulled; exit ;; esac
exec DOCKER "$@"
"""
"""What nobody here has is not pulled: it is in the engine."""


def main() -> None:
    """Run it all; the first thing that is not so ends it."""
    assert not TRUSTED.exists(), f"{TRUSTED} is somebody's"
    with tempfile.TemporaryDirectory() as name, ExitStack() as left:
        place = Path(name)
        left.callback(shutil.rmtree, TRUSTED, ignore_errors=True)
        tree = base.root(place)
        sign(place)
        source = place / "stack.dbs"
        source.write_text(STACK.replace("PLACE", str(place)))
        out = bundle(str(source), place, secrets=("hub",))
        left.enter_context(wire())
        engines = {}
        for host in ("vm1", "vm2", "vm3"):
            said = json.loads((out / f"hosts/{host}/engine/daemon.json").read_text())
            assert "insecure-registries" not in said, said
            made = engine(f"dbs-{host}", place / host, said, usual=True)
            engines[host] = left.enter_context(made)
        first = engines["vm1"]
        base.bases(first, tree)
        base.build(first, "registry:2.8.3", {"Dockerfile": REGISTRY})
        base.build(first, "haproxy:2.8", {"Dockerfile": HAPROXY})
        _born(out, engines)
        _pulled(out, engines)


def sign(place: Path) -> None:
    """Make an authority, and a certificate of the registry that it signed."""
    lines = (
        "req -x509 -newkey rsa:2048 -nodes -days 9 -subj /CN=authority -keyout ca.key -out ca.crt",
        "req -newkey rsa:2048 -nodes -subj /CN=hub -keyout hub.key -out hub.csr",
        "x509 -req -days 5 -in hub.csr -CA ca.crt -CAkey ca.key -CAcreateserial"
        " -extfile names -out hub.crt",
    )
    (place / "names").write_text("subjectAltName = IP:10.90.0.1, IP:127.0.0.1\n")
    for line in lines:
        subprocess.run(["openssl", *line.split()], cwd=place, check=True, capture_output=True)


def _born(out: Path, engines: dict[str, Docker]) -> None:
    tools = out.parent / "tools"
    tools.mkdir()
    (tools / "docker").write_text(SHIM.replace("DOCKER", shutil.which("docker") or ""))
    (tools / "docker").chmod(0o755)
    # the first machine is this one, and the others are reached as by ssh
    ssh = tools / "ssh"
    ssh.write_text(
        f'#!/bin/sh\nDOCKER_HOST=$(cat {out.parent}/sockets/vm${{1##*.}}) exec sh -c "$2"\n'
    )
    ssh.chmod(0o755)
    began = time.monotonic()
    said = script(
        out,
        engines,
        "swarm/init.sh",
        DBS_ON="",
        DBS_SSH=str(ssh),
        PATH=f"{tools}:{engines['vm1'].env['PATH']}",
        DBS_COMPOSE="docker-compose",
        DOCKER_CONFIG=str(out.parent / "login"),
        DBS_SECRETS=str(out.with_name("out.secrets")),
    )
    assert f"haproxy:2.8 is pulled, and pushed as {HUB}/haproxy:2.8" in said, said
    print(f"the registry is open, filled, and the stack deployed: {time.monotonic() - began:.1f} s")


def _pulled(out: Path, engines: dict[str, Docker]) -> None:
    """Wait until machines that had no image run it; without a password nobody gets it."""
    for host in ("vm2", "vm3"):
        for _ in range(120):
            ran = engines[host].run("ps", "--format", "{{.Image}}")
            if ran.startswith(f"{HUB}/haproxy:2.8"):
                break
            time.sleep(0.5)
        else:
            tasks = engines["vm1"].run("service", "ps", "--no-trunc", "stack_h2", "stack_h3")
            raise AssertionError(f"{host}: {ran!r}\n{tasks}")
    print("two machines pulled from it by TLS what they never had, and run it")
    other = engines["vm3"].run("pull", f"{HUB}/registry:2.8.3", fails=True)
    assert "no basic auth" in other or "unauthorized" in other, other
    print("who brings no password gets nothing")


if __name__ == "__main__":
    main()
