"""Containers of a Docker engine: everything of a laboratory bears its mark, in name and label."""

import os
import signal
import subprocess
import time
from collections.abc import Sequence

from dbstackc.lab.daemon import LABEL, Daemon
from dbstackc.lab.need import LabError, find
from dbstackc.lab.plan import Container
from dbstackc.lab.state import Lab

AGAIN = 30
"""Seconds that an engine may take to start again what has died."""


class Moby:
    """The containers of a laboratory that an engine runs."""

    def __init__(self, lab: Lab, daemon: Daemon) -> None:
        self._lab = lab
        self._daemon = daemon

    def runs(self, name: str) -> bool:
        """Tell whether a container runs."""
        return name in self.running()

    def running(self) -> list[str]:
        """Return the containers that run, by name; those that hold a machine do not count."""
        told = self._daemon.ask("ps", "--filter", self._own, "--format", "{{.Names}}")
        names = [each.removeprefix(self._lab.mark) for each in told.split()]
        return [each for each in names if not each.startswith(".")]

    def first_process(self, name: str) -> int | None:
        """Return the pid of a container's first process, or None if it does not run."""
        told = self._daemon.ask("inspect", "-f", "{{.State.Pid}}", self._called(name), check=False)
        return int(told) if told.isdigit() and int(told) else None

    def inside(self, container: Container, argv: Sequence[str]) -> list[str]:
        """Return the words that run a program in a container."""
        docker = [find("docker") or "docker", "-H", self._daemon.host]
        return [*docker, "exec", "-i", self._called(container.name), *argv]

    def start(self, container: Container) -> None:
        """Start a container, which does not run; make it anew where it was lost."""
        if container.machine in self._lab.dead():
            raise LabError(f"{container.machine} is dead or cut off")
        there = self._daemon.ask("ps", "-a", "--filter", self._own, "--format", "{{.Names}}")
        if self._called(container.name) in there.split():
            self._daemon.ask("start", self._called(container.name))
            return
        words = ("compose", "up", "-d", "--no-deps", container.name)
        done = subprocess.run(
            [str(self._lab.folder / "bin/docker"), *words],
            cwd=self._lab.hosts / container.host,
            env={**os.environ, "DBS_LAB_HOST": container.host},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise LabError(f"{container.name} does not start: {done.stderr.strip()[-300:]}")

    def stop(self, container: Container) -> None:
        """Ask a container to end, and kill it when its time is over."""
        grace = str(container.grace)
        self._daemon.ask("stop", "-t", grace, self._called(container.name), seconds=600)

    def kill(self, *names: str) -> None:
        """Kill containers at once; what does not run is no fault."""
        ours = [self._called(each) for each in names if each in set(self.running())]
        if ours:
            self._daemon.ask("kill", *ours)

    def restart(self, container: Container) -> None:
        """Kill the first process of a container, and wait until the engine has started another."""
        before = self.first_process(container.name)
        if before is None:
            raise LabError(f"{container.name} does not run")
        os.kill(before, signal.SIGKILL)
        end = time.monotonic() + AGAIN
        while self.first_process(container.name) in (None, before):
            if time.monotonic() > end:
                raise LabError(f"{container.name} was killed, and nothing starts it again")
            time.sleep(0.1)

    def freeze(self, name: str, *, is_frozen: bool) -> None:
        """Let all processes of a container stand still, or go on."""
        self._daemon.ask("pause" if is_frozen else "unpause", self._called(name))

    def lose(self, container: Container) -> None:
        """Remove a container and its volumes."""
        self._daemon.ask("rm", "-f", self._called(container.name))
        for name, _ in container.volumes:
            self._daemon.ask("volume", "rm", self._called(name))

    def clear(self) -> None:
        """Remove all that bears the mark; what the containers said stays in the folder."""
        ask = self._daemon.ask
        try:
            ask("version")
        except LabError:
            raise LabError(
                f"the engine at {self._daemon.host} is silent: what it carries stays there",
                f"start it again; or remove {self._lab.folder}, and there what bears {self._own}",
            ) from None
        if (self._lab.folder / "log").is_dir():
            self._keep_logs()
        for list_, remove in (
            (("ps", "-aq", "--filter", self._own), ("rm", "-f", "-v")),
            (("volume", "ls", "-q", "--filter", self._own), ("volume", "rm")),
            (("network", "ls", "-q", "--filter", self._own), ("network", "rm")),
            (("image", "ls", "-q", "--filter", self._own), ("image", "rm", "-f")),
        ):
            if found := list(dict.fromkeys(ask(*list_).split())):
                ask(*remove, *found)

    @property
    def _own(self) -> str:
        return f"label={LABEL}={self._lab.mark}"

    def _called(self, name: str) -> str:
        return f"{self._lab.mark}{name}"

    def _keep_logs(self) -> None:
        for name in self._daemon.ask(
            "ps", "-a", "--filter", self._own, "--format", "{{.Names}}"
        ).split():
            with self._lab.log(name.removeprefix(self._lab.mark)).open("wb") as log:
                subprocess.run(
                    [find("docker") or "docker", "logs", name],
                    env=self._daemon.environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                )
