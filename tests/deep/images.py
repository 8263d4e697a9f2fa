"""Build the images of the four hosts on a real Docker engine, and start them. It is no test.

    python -m tests.deep.images

As root, with docker.io, mmdebstrap and a mirror of Debian; a minute or two. The engine runs in a
network namespace of its own, and nothing stays behind.
"""

import hashlib
import io
import subprocess
import tarfile
import tempfile
import time
import zipfile
from pathlib import Path

from tests.deep import base
from tests.deep.docker import Docker, bundle, engine

FOUR = "samples/four-hosts/four-hosts.dbs"

JNDI = "org/apache/logging/log4j/core/lookup/JndiLookup.class"


def main() -> None:
    """Run it all; the first thing that is not so ends it."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        tree = base.root(place)
        out = bundle(FOUR, place)
        with engine("dbs-images", place / "engine") as docker:
            base.bases(docker, tree)
            _unchecked(docker, out)
            _checked(docker, out)
            _again(docker, out)
            _keepalived(docker, out)
            _mycat(docker)


def _step(docker: Docker, out: Path, fails: bool = False) -> str:
    """Run the bundle's own step; all its hosts are this engine."""
    on = out.parent / "on"
    on.write_text('#!/bin/sh\nexec sh -c "$3"\n')
    on.chmod(0o755)
    done = subprocess.run(
        ["sh", str(out / "steps/35-images.sh")],
        env={**docker.env, "DBS_ON": str(on)},
        capture_output=True,
        text=True,
        timeout=900,
    )
    said = done.stdout + done.stderr
    assert (done.returncode != 0) is fails, said
    return said


def _archive(out: Path) -> str:
    """Lay a stand-in for MyCat's archive beside its Dockerfile; return its checksum."""
    jar = io.BytesIO()
    with zipfile.ZipFile(jar, "w") as whole:
        whole.writestr(JNDI, "x")
        whole.writestr("other.class", "x")
    files = {
        "mycat/bin/mycat": b"#!/bin/sh\n",
        "mycat/lib/log4j-core-2.5.jar": jar.getvalue(),
        "mycat/conf/server.xml": b'<property name="password">123456</property>',
        "mycat/conf/schema.xml": b"<schema/>",
        "mycat/conf/rule.xml": b"<rule/>",
        "mycat/conf/log4j2.xml": b"<to-a-file/>",
        "mycat/conf/index_to_charset.properties": b"1=big5\n",
    }
    path = out / "images/mycat/archive.tar.gz"
    with tarfile.open(path, "w:gz") as whole:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            whole.addfile(entry, io.BytesIO(content))
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _unchecked(docker: Docker, out: Path) -> None:
    found = _archive(out)
    said = _step(docker, out, fails=True)
    assert f"nobody said the sha256 of image mycat; what came has {found}" in said, said
    print("without a checksum nothing is built, and what came is told")


def _checked(docker: Docker, out: Path) -> None:
    path = out / "images/mycat/Dockerfile"
    text = path.read_text()
    path.write_text(text.replace('SHA256=""', f'SHA256="{"0" * 64}"'))
    assert "is another one" in _step(docker, out, fails=True)
    path.write_text(text.replace('SHA256=""', f'SHA256="{_archive(out)}"'))
    began = time.monotonic()
    said = _step(docker, out)
    print(f"both images are built: {time.monotonic() - began:.1f} s\n{said}")


def _again(docker: Docker, out: Path) -> None:
    said = _step(docker, out)
    assert "is built" not in said, said
    print("a second run builds nothing")


def _keepalived(docker: Docker, out: Path) -> None:
    assert "Keepalived v2.2.7" in docker.run("run", "--rm", "dbstackc/keepalived:2.2", *_version())
    assert not docker.run("run", "--rm", "dbstackc/keepalived:2.2", "ls", "/var/lib/apt/lists")
    conf = out.parent / "keepalived.conf"
    conf.write_text(
        "vrrp_instance a {\n interface eth0\n virtual_router_id 51\n priority 100\n"
        " virtual_ipaddress {\n 10.9.9.9/32\n }\n}\n"
    )
    caps = [part for each in ("NET_ADMIN", "NET_BROADCAST", "NET_RAW") for part in _cap(each)]
    mount = f"{conf}:/etc/keepalived/keepalived.conf:ro"
    docker.run("run", "-d", "--name", "keeps", *caps, "-v", mount, "dbstackc/keepalived:2.2")
    _until(
        lambda: "Entering MASTER STATE" in _logs(docker, "keeps"), "keepalived holds its address"
    )
    routes = docker.run("exec", "keeps", "cat", "/proc/net/fib_trie")
    assert "10.9.9.9" in routes
    print("keepalived runs as process 1, logs to the console, and holds its address")


def _version() -> tuple[str, ...]:
    return ("sh", "-c", "keepalived --version 2>&1")


def _cap(name: str) -> tuple[str, str]:
    return ("--cap-add", name)


def _mycat(docker: Docker) -> None:
    tag = "dbstackc/mycat:1.6.7.4"
    listed = docker.run("run", "--rm", tag, "ls", "-R", "conf", "lib")
    assert "server.xml" not in listed and "index_to_charset.properties" in listed
    assert "Console" in docker.run("run", "--rm", tag, "cat", "conf/log4j2.xml")
    assert docker.run("run", "--rm", tag, "id", "-u") == "1066"
    assert docker.run("run", "--rm", tag, "sh", "-c", "which curl zip || echo none") == "none"
    seen = "grep -q other.class lib/*.jar && ! grep -q JndiLookup lib/*.jar && echo kept"
    assert docker.run("run", "--rm", tag, "sh", "-c", seen) == "kept"
    docker.run("run", "-d", "--name", "routes", "-v", "m-conf:/usr/local/mycat/conf", tag)
    ask = ("inspect", "-f", "{{.State.Health.Status}}", "routes")
    _until(lambda: docker.run(*ask) == "healthy", "mycat is healthy")
    assert "successfully" in _logs(docker, "routes")
    assert (
        docker.run("exec", "routes", "sh", "-c", "touch conf/dnindex.properties && echo ok") == "ok"
    )
    print(
        "mycat's image has no password, no JNDI, no tools, runs as 1066, and its check is healthy"
    )


def _logs(docker: Docker, name: str) -> str:
    done = subprocess.run(["docker", "logs", name], capture_output=True, text=True, env=docker.env)
    return done.stdout + done.stderr


def _until(holds: object, what: str) -> None:
    for _ in range(120):
        if holds():  # type: ignore[operator]
            return
        time.sleep(0.5)
    raise AssertionError(what)


if __name__ == "__main__":
    main()
