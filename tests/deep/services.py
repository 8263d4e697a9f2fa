"""Start an application, a panel and its agent on a real Docker engine. It is no test.

    python -m tests.deep.services

As root, with docker.io, docker-compose, mmdebstrap and a mirror of Debian; a minute or two. What no
mirror has is stood in for: WordPress by a program that asks its database at each request, Portainer
and its agent by one that tells what it was started with. HAProxy is the real one. The engine runs
in a network namespace of its own, and nothing stays behind.
"""

import os
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from tests.deep import base
from tests.deep.docker import Docker, bundle, engine
from tests.deep.panels import PANELS

STACK = """dbs 1
secret shop, board, hands from env
host vm1 at 10.92.0.1 on wire
external legacy at 10.92.0.1:13999
network front { driver bridge; subnet 172.31.5.0/24 }
network apps { driver bridge; subnet 172.31.6.0/24 }
haproxy h1 in front on vm1 { publish 13306 -> 3306; listen sql on 3306 to legacy { check by tcp } }
service blog in apps on vm1:8080 {
  image "wordpress:6.8-apache"; inside 80; keep "/var/www/html"
  set WORDPRESS_DB_NAME to "costs $5"; give WORDPRESS_DB_PASSWORD_FILE with secret.shop
  reach WORDPRESS_DB_HOST to h1:13306; health "perl -e 'exit !-f qw(/var/www/html/up)[0]'"
}
panel board by portainer on vm1 {
  password secret.board; agents on vm1:9101 with secret.hands
}
panel near by portainer on vm1:9444 from loopback { password secret.board }
firewall lan { admin 10.92.0.0/24; clients 10.92.0.0/24 }
"""

HAPROXY = """FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends haproxy
CMD ["haproxy", "-W", "-db", "-f", "/usr/local/etc/haproxy/haproxy.cfg"]
"""

WORDPRESS = r"""#!/usr/bin/perl
use IO::Socket::INET;
$SIG{PIPE} = "IGNORE";
open my $up, ">", "/var/www/html/up" or die "its folder is not writable\n";
my $door = IO::Socket::INET->new(LocalPort => 80, Listen => 5, ReuseAddr => 1) or die;
while (my $guest = $door->accept) {
  open my $in, "<", $ENV{WORDPRESS_DB_PASSWORD_FILE}; my $password = <$in>; chomp $password;
  my $db = IO::Socket::INET->new(PeerAddr => $ENV{WORDPRESS_DB_HOST}, Timeout => 5);
  my $said = $db ? <$db> : "no database at $ENV{WORDPRESS_DB_HOST}\n";
  print $guest "HTTP/1.0 200 OK\r\n\r\n$ENV{WORDPRESS_DB_NAME}|$password|$said"; close $guest;
}
"""

IMAGES = {
    "haproxy:2.8": {"Dockerfile": HAPROXY},
    "wordpress:6.8-apache": {
        "Dockerfile": "FROM debian:12-slim\nCOPY app /app\nRUN chmod 755 /app\nCMD /app\n",
        "app": WORDPRESS,
    },
    **PANELS,
}

NAME = "dbs-services"


def main() -> None:
    """Run it all; the first thing that is not so ends it."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        tree = base.root(place)
        (place / "stack.dbs").write_text(STACK)
        out = bundle(str(place / "stack.dbs"), place, secrets=("shop", "hands", "board"))
        with engine(NAME, place / "engine", wire="10.92.0.1/24", usual=True) as docker:
            base.bases(docker, tree)
            for tag, files in IMAGES.items():
                base.build(docker, tag, files)
            database = _database()
            try:
                _up(docker, out)
                _answers(docker, out)
                _panels(docker, out)
                _closed(docker, out)
            finally:
                _compose(docker, out, "down", "-v")
                database.terminate()
                database.wait()


def _database() -> "subprocess.Popen[bytes]":
    """Start what greets as a database does, where the balancer leads to."""
    code = (
        "use IO::Socket::INET; my $d = IO::Socket::INET->new(LocalPort => 13999, Listen => 9,"
        ' ReuseAddr => 1) or die; while (my $g = $d->accept) { print $g "5.7-greets\\n"; close $g }'
    )
    return subprocess.Popen(["ip", "netns", "exec", NAME, "perl", "-e", code])


def _compose(docker: Docker, out: Path, *words: str) -> str:
    done = subprocess.run(
        ["docker-compose", *words],
        cwd=out / "hosts/vm1",
        env=docker.env,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def _up(docker: Docker, out: Path) -> None:
    """Fill and start, as the runbook has it for one host alone."""
    secrets = str(out.with_name("out.secrets"))
    subprocess.run(
        ["sh", "fill.sh"],
        cwd=out / "hosts/vm1",
        env={**os.environ, "DBS_SECRETS": secrets},
        check=True,
        capture_output=True,
    )
    began = time.monotonic()
    _compose(docker, out, "up", "-d")
    print(f"all containers are started: {time.monotonic() - began:.1f} s")


def _get(port: int, path: str = "") -> str:
    """Ask at a port of the host, from the host; return what comes, or nothing."""
    code = (
        f"use IO::Socket::INET; my $s = IO::Socket::INET->new(PeerAddr => '{path}:{port}',"
        ' Timeout => 5) or exit; print $s "GET / HTTP/1.0\\r\\n\\r\\n"; print <$s>'
    )
    done = subprocess.run(
        ["ip", "netns", "exec", NAME, "perl", "-e", code], capture_output=True, text=True
    )
    return done.stdout


def _until(what: str, wanted: str, ask: object) -> str:
    said = ""
    for _ in range(60):
        with suppress(AssertionError):
            said = ask()  # type: ignore[operator]
        if wanted in said:
            return said
        time.sleep(0.5)
    raise AssertionError(f"{what}: {said!r}")


def _answers(docker: Docker, out: Path) -> None:
    shop = (out.with_name("out.secrets") / "shop").read_text().strip()
    wanted = f"costs $5|{shop}|5.7-greets"
    _until("the application", wanted, lambda: _get(8080, "10.92.0.1"))
    print("the application answers at its port, with its password and what its database says:")
    print("  apps -> the host's 13306 -> HAProxy in front -> the database")
    ask = ("inspect", "-f", "{{.State.Health.Status}}", "blog")
    _until("its check", "healthy", lambda: docker.run(*ask))
    assert shop not in docker.run("inspect", "blog")
    docker.run("restart", "-t", "1", "blog")
    assert "up" in docker.run("exec", "blog", "ls", "/var/www/html")
    print("its check is healthy, its folder outlives it, its password is in no `docker inspect`")


def _panels(docker: Docker, out: Path) -> None:
    kept = out.with_name("out.secrets")
    hands, board = ((kept / name).read_text().strip() for name in ("hands", "board"))
    for name, args in (
        ("board-agent-vm1", ""),
        (
            "board",
            "--host tcp://board-agent-vm1:9001 --tlsskipverify"
            " --admin-password-file /run/secrets/board --http-disabled",
        ),
    ):
        said = _until(name, "docker:", lambda name=name: docker.run("logs", name))
        assert f"args: {args}\nsecret: {hands}\npid: 1\n" in said, said
        assert hands not in docker.run("inspect", name)
    assert "docker: HTTP/1.0 200 OK" in docker.run("logs", "board-agent-vm1")
    assert "docker: none" in docker.run("logs", "board")
    assert docker.run("exec", "board", "cat", "/run/secrets/board") == board
    _until("the panel", "agent: 9001", lambda: docker.run("logs", "board"))
    print("panel and agent know their secret, as process 1; no `docker inspect` does")
    print("the panel has no socket, and comes to the agent that has it")
    assert "9443" in _get(9443, "10.92.0.1")
    assert "9443" in _get(9444, "127.0.0.1") and not _get(9444, "10.92.0.1")
    print("what is seen from loopback is open there and at no other address")


def _closed(docker: Docker, out: Path) -> None:
    """Ask a socket that is mounted read-only to start a container: it makes no difference."""
    body = '{"Image": "debian:12-slim", "Cmd": ["true"]}'
    code = (
        'use IO::Socket::UNIX; my $s = IO::Socket::UNIX->new(Peer => "/s"); print $s'
        f' "POST /containers/create HTTP/1.0\\r\\nContent-Type: application/json\\r\\n'
        f"Content-Length: {len(body)}\\r\\n\\r\\n{body.replace(chr(34), chr(92) + chr(34))}"
        '"; print scalar <$s>'
    )
    path = docker.socket.removeprefix("unix://")
    made = docker.run(*("run", "--rm", "-v", f"{path}:/s:ro", "debian:12-slim", "perl", "-e", code))
    assert "201 Created" in made, made
    print("through a socket that is mounted read-only a container is made all the same")


if __name__ == "__main__":
    main()
