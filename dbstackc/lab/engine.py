"""What runs the containers of a laboratory, and breaks them: namespaces, or a Docker engine."""

import shutil
from collections.abc import Sequence
from typing import Protocol

from dbstackc.lab import container as spaces
from dbstackc.lab.daemon import daemon_of
from dbstackc.lab.moby import Moby
from dbstackc.lab.plan import Container
from dbstackc.lab.state import Lab


class Engine(Protocol):
    """What is done to containers, whoever runs them."""

    def runs(self, name: str) -> bool:
        """Tell whether a container runs."""

    def running(self) -> list[str]:
        """Return the containers that run, by name."""

    def first_process(self, name: str) -> int | None:
        """Return the pid of a container's first process, or None if it does not run."""

    def inside(self, container: Container, argv: Sequence[str]) -> list[str]:
        """Return the words that run a program in a container."""

    def start(self, container: Container) -> None:
        """Start a container, which does not run."""

    def stop(self, container: Container) -> None:
        """Ask a container to end, and kill it when its time is over."""

    def kill(self, *names: str) -> None:
        """Kill containers at once; what does not run is no fault."""

    def restart(self, container: Container) -> None:
        """Kill a container, and see that it starts again by itself."""

    def freeze(self, name: str, *, is_frozen: bool) -> None:
        """Let all processes of a container stand still, or go on."""

    def lose(self, container: Container) -> None:
        """Kill a container, and lose its volumes."""

    def clear(self) -> None:
        """End and remove all that there is."""


class Spaces:
    """Namespaces of this machine, each container with a keeper of ours."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab

    def runs(self, name: str) -> bool:
        """Tell whether a container runs."""
        return self._lab.keeper(name) is not None

    def running(self) -> list[str]:
        """Return the containers that run, by name."""
        return [name for name, _, _ in self._lab.running()]

    def first_process(self, name: str) -> int | None:
        """Return the pid of a container's first process, or None if it does not run."""
        return spaces.first_process(self._lab, name)

    def inside(self, container: Container, argv: Sequence[str]) -> list[str]:
        """Return the words that run a program in a container."""
        return spaces.inside(self._lab, container, argv)

    def start(self, container: Container) -> None:
        """Start a container, which does not run."""
        spaces.start(self._lab, container, "plain", container.start)

    def stop(self, container: Container) -> None:
        """Ask a container to end, and kill it when its time is over."""
        spaces.stop(self._lab, container)

    def kill(self, *names: str) -> None:
        """Kill containers at once; what does not run is no fault."""
        for name in names:
            spaces.kill(self._lab, name)

    def restart(self, container: Container) -> None:
        """Kill a container, and start it again as Docker would."""
        self.kill(container.name)
        self.start(container)

    def freeze(self, name: str, *, is_frozen: bool) -> None:
        """Let all processes of a container stand still, or go on."""
        spaces.freeze(self._lab, name, is_frozen=is_frozen)

    def lose(self, container: Container) -> None:
        """Kill a container, and lose its volumes."""
        self.kill(container.name)
        for name, _ in container.volumes:
            shutil.rmtree(self._lab.volume(name), ignore_errors=True)

    def clear(self) -> None:
        """Kill all that runs; their files go with the laboratory's folder."""
        self.kill(*self.running())


def engine_of(lab: Lab) -> Engine:
    """Return what runs a laboratory's containers."""
    daemon = daemon_of(lab)
    return Spaces(lab) if daemon is None else Moby(lab, daemon)
