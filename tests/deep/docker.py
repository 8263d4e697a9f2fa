"""A Docker engine of one's own: in a network namespace, with all that it keeps in one folder."""

import json
import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

SECONDS = 60

USUAL = """set -e
mkdir -p "$0/root"
mount -t tmpfs none /var/lib && mkdir /var/lib/docker
mount --bind "$0/root" /var/lib/docker
mount -t tmpfs none /run
exec "$@"
"""
"""Makes the usual places in a namespace of mounts that nobody else sees."""


@dataclass(frozen=True)
class Docker:
    """One engine that runs; name: of its namespace too."""

    name: str
    socket: str

    @property
    def env(self) -> dict[str, str]:
        """What makes every docker command speak to it."""
        return {**os.environ, "DOCKER_HOST": self.socket}

    def run(self, *words: str, given: bytes = b"", fails: bool = False) -> str:
        """Run a docker command and return what it prints; it must succeed, or fail."""
        done = subprocess.run(
            ["docker", *words], input=given, capture_output=True, env=self.env, timeout=600
        )
        said = (done.stdout + done.stderr).decode(errors="replace")
        assert (done.returncode != 0) is fails, f"docker {' '.join(words)}: {said}"
        return said.strip() if fails else done.stdout.decode().strip()


@contextmanager
def engine(
    name: str,
    place: Path,
    settings: dict[str, object] | None = None,
    wire: str = "",
    usual: bool = False,
) -> Iterator[Docker]:
    """Run an engine; settings: its daemon.json. The namespace is made unless it is there.

    wire: the address, with its prefix, of a device `wire` that it has; "" for none. usual: whether
    its socket and its data lie, for what it starts, where those of a machine's own engine do.
    """
    place.mkdir(parents=True)
    own = not Path("/run/netns", name).exists()
    if own:
        _ip("netns", "add", name)
        _ip("-n", name, "link", "set", "lo", "up")
    if wire:
        _ip("-n", name, "link", "add", "wire", "type", "bridge")
        _ip("-n", name, "addr", "add", wire, "dev", "wire")
        _ip("-n", name, "link", "set", "wire", "up")
    config = place / "daemon.json"
    config.write_text(json.dumps(settings or {}))
    socket = f"unix://{place}/sock"
    # a namespace of mounts too, so that nothing stays mounted; not by `ip netns exec`, which would
    # hide the control groups
    data = "/var/lib/docker" if usual else f"{place}/root"
    words = [
        *("nsenter", f"--net=/run/netns/{name}", "unshare", "--mount"),
        *(("sh", "-c", USUAL, str(place)) if usual else ()),
        *("dockerd", "--config-file", str(config), "--data-root", data),
        *("--exec-root", f"{place}/exec", "--pidfile", f"{place}/pid", "-H", socket),
        *(("-H", "unix:///run/docker.sock") if usual else ()),
    ]
    with (place / "log").open("wb") as log:
        process = subprocess.Popen(words, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    docker = Docker(name, socket)
    try:
        _wait(docker, process, place)
        yield docker
    finally:
        with suppress(AssertionError, subprocess.TimeoutExpired):
            ids = docker.run("ps", "-aq").split()
            if ids:
                docker.run("rm", "-f", *ids)
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(SECONDS)
        if process.poll() is None:
            process.kill()
        if own:
            _ip("netns", "del", name)


def _wait(docker: Docker, process: subprocess.Popen[bytes], place: Path) -> None:
    for _ in range(SECONDS * 5):
        done = subprocess.run(["docker", "info"], capture_output=True, env=docker.env)
        if done.returncode == 0:
            return
        assert process.poll() is None, (place / "log").read_text()
        time.sleep(0.2)
    raise AssertionError(f"{docker.name} does not answer: {(place / 'log').read_text()}")


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)


def bundle(source: str, place: Path, *flags: str, secrets: Sequence[str] = ()) -> Path:
    """Build a bundle, with secrets beside it; return its folder."""
    import sys

    out = place / "out"
    for verb in ("build", "secrets"):
        subprocess.run(
            [sys.executable, "-m", "dbstackc", verb, source, "--out", str(out), *flags],
            check=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
        )
    for name in secrets:
        assert (out.with_name("out.secrets") / name).exists()
    return out
