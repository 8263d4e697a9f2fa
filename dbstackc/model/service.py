"""An application: a container that uses the databases and holds none."""

from typing import Any

from dbstackc.base.quantity import Range
from dbstackc.base.record import record
from dbstackc.model.thing import Placed, Secret, Thing


@record(frozen=True, slots=True, kw_only=True, eq=False)
class End(Thing):
    """A variable that says where a database is found.

    target: a vip, a balancer or a router. pool: the connections that one container keeps and opens
    at most, or None. idle: milliseconds that it keeps one that is silent, or None.
    """

    target: Any
    port: int
    pool: Range | None
    idle: int | None


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Application(Placed):
    """One container of an application.

    of: how many its statement declares. listen: 0 where nobody comes to it.
    settings: variables and their texts; secrets: variables that name a secret's file.
    keep: folders inside that outlive it. health: a shell line, or None.
    """

    of: int
    image: str
    memory: int
    settings: tuple[tuple[str, str], ...]
    secrets: tuple[tuple[str, Secret], ...]
    ends: tuple[End, ...]
    keep: tuple[str, ...]
    health: str | None
