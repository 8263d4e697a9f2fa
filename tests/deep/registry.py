"""Run a stack's registry on a real Docker engine: fill it, log in, pull, clear it. It is no test.

    python -m tests.deep.registry

As root, with docker.io, docker-compose, mmdebstrap and a mirror of Debian; a minute or two.
Debian's docker-registry stands in for the image `registry`.
"""

import subprocess
import tempfile
import time
from pathlib import Path

from tests.deep import base
from tests.deep.docker import Docker, bundle, engine

STACK = """dbs 1
secret hub from env
host vm1 at 10.90.0.1
host vm2 at 10.90.0.2
engine docker on vm[1..2] { log 5M }
# allow clear-registry: there are no certificates in the laboratory
registry hub on vm1 { user puller with secret.hub }
external legacy at 10.90.0.9:3306
image tools as "dbstackc/keepalived:2.2" by keepalived { base "debian:12-slim" }
haproxy h[1..2] on vm[1..2] { listen sql on 13306 to legacy }
vip v at 10.90.0.9/24 to h[1..2] { router 9 }
"""

REGISTRY = """FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends docker-registry wget
RUN ln -s docker-registry /usr/bin/registry
"""

HUB = "10.90.0.1:5000"


def main() -> None:
    """Run it all; the first thing that is not so ends it."""
    import json

    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        tree = base.root(place)
        source = place / "stack.dbs"
        source.write_text(STACK)
        out = bundle(str(source), place, secrets=("hub",))
        _ip("netns", "add", "dbs-hub1")
        try:
            for line in ("link set lo up", "link add wire type bridge", "link set wire up"):
                _ip("-n", "dbs-hub1", *line.split())
            for number in (1, 2):
                _ip("-n", "dbs-hub1", "addr", "add", f"10.90.0.{number}/24", "dev", "wire")
            settings = json.loads((out / "hosts/vm1/engine/daemon.json").read_text())
            assert settings["insecure-registries"] == [HUB]
            with engine("dbs-hub1", place / "engine", settings) as docker:
                base.bases(docker, tree)
                base.build(docker, "registry:2.8.3", {"Dockerfile": REGISTRY})
                docker.run("tag", "debian:12-slim", "haproxy:2.8")
                _filled(docker, out)
                _pulled(docker, out)
                _cleared(docker, out)
        finally:
            _ip("netns", "del", "dbs-hub1")


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)


def _step(docker: Docker, out: Path, name: str, *words: str) -> str:
    """Run a script of the bundle; both hosts are this engine, each with a folder of its own."""
    for script in sorted(out.glob("hosts/*/fill.sh")):
        secrets = {"DBS_SECRETS": str(out.with_name("out.secrets"))}
        subprocess.run(["sh", str(script)], check=True, env={**docker.env, **secrets})
    tools = out.parent / "tools"
    tools.mkdir(exist_ok=True)
    # what nobody here has is not pulled: a pull of another's image finds it in the engine
    shim = (
        '#!/bin/sh\ncase "$1 $2 $3" in "pull -q 10."*) ;; "pull -q"*) echo pulled; exit ;; esac\n'
        'exec /usr/local/bin/docker "$@"\n'
    )
    (tools / "docker").write_text(shim)
    (tools / "docker").chmod(0o755)
    done = subprocess.run(
        ["sh", str(out / name), *words],
        env={
            **docker.env,
            "PATH": f"{tools}:{docker.env['PATH']}",
            "DBS_HERE": "vm1 vm2",
            "DBS_COMPOSE": "docker-compose",
            "DOCKER_CONFIG": str(out.parent / "login"),
        },
        capture_output=True,
        text=True,
        timeout=600,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    password = (out.with_name("out.secrets") / "hub").read_text().strip()
    assert password not in said
    return said


def _filled(docker: Docker, out: Path) -> None:
    began = time.monotonic()
    said = _step(docker, out, "steps/33-registry.sh")
    assert f"haproxy:2.8 is pulled, and pushed as {HUB}/haproxy:2.8" in said
    _step(docker, out, "steps/35-images.sh")
    print(f"the registry is open, and filled: {time.monotonic() - began:.1f} s")
    assert f"{HUB}/haproxy:2.8 is there" in _step(docker, out, "steps/33-registry.sh")
    print("a second run pushes nothing that is there")
    assert _ask(out, "_catalog") == '{"repositories":["dbstackc/keepalived","haproxy"]}'
    assert "UNAUTHORIZED" in _ask(out, "_catalog", "wrong")
    assert "no basic auth" in docker.run("pull", f"{HUB}/haproxy:2.8", fails=True)
    print("it asks for a password, and knows its bcrypt")


def _ask(out: Path, what: str, password: str = "") -> str:
    said = password or (out.with_name("out.secrets") / "hub").read_text().strip()
    words = ["curl", "-s", "-u", f"puller:{said}", f"http://{HUB}/v2/{what}"]
    inside = ["nsenter", "--net=/run/netns/dbs-hub1", *words]
    return subprocess.run(inside, capture_output=True, text=True, check=True).stdout.strip()


def _pulled(docker: Docker, out: Path) -> None:
    tag = f"{HUB}/dbstackc/keepalived:2.2"
    assert tag in (out / "hosts/vm2/compose.yml").read_text()
    docker.run("rmi", tag)
    docker.run("--config", str(out.parent / "login"), "pull", "-q", tag)
    print("what a host's Compose file names is pulled from it")


def _cleared(docker: Docker, out: Path) -> None:
    said = _step(docker, out, "collect.sh")
    assert "nothing was freed" not in said, said
    for _ in range(60):
        health = docker.run("inspect", "-f", "{{.State.Health.Status}}", "hub")
        if health == "healthy":
            break
        time.sleep(0.5)
    assert health == "healthy"
    assert "haproxy" in _ask(out, "_catalog")
    print("it is cleared of what nothing names, and healthy again")


if __name__ == "__main__":
    main()
