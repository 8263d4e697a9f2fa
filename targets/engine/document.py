"""What is said to a host's kernel and to its Docker, before it is text."""

from dataclasses import dataclass
from typing import Any

from dbstackc.base.span import Span
from dbstackc.model.thing import Host


@dataclass(frozen=True, slots=True, kw_only=True)
class Daemon:
    """daemon.json: members in order, each with the words that it comes from."""

    host: Host
    members: tuple[tuple[str, Any, Span], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kernel:
    """Settings of the kernel: name, value, the words that ask for it, and why."""

    host: Host
    settings: tuple[tuple[str, str, Span, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Modules:
    """Modules of the kernel that must be loaded, each with the words that ask for it."""

    host: Host
    names: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A script that is the same everywhere; span: of the engine that it is written for."""

    path: str
    name: str
    title: str
    span: Span


Document = Daemon | Kernel | Modules | Script
