"""What is done to a machine, from commands: firewalls, Swarms, images, programs in containers."""

from collections.abc import Mapping

from dbstackc.base.record import record
from dbstackc.lint.facts.said import Fact, Said


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Opening(Fact):
    """A port that a firewall lets through; name: as it is written, "2377/tcp" or a service.

    first, last: None for a service or a protocol. protocol: tcp, udp, or that of `--add-protocol`.
    """

    first: int | None
    last: int | None
    protocol: str
    zone: Said | None = None
    permanent: bool = False


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Reload(Fact):
    """A firewall or a network that is loaded anew, under a running Docker; name: the program."""


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Swarm(Fact):
    """A machine that makes a Swarm, joins it or is promoted in it; name: init, join or promote.

    address: --advertise-addr of an init, or that of the manager that is joined; own: of a join,
    its own --advertise-addr. node: what the machine is called, where that is told.
    role: manager or worker, where it can be told; "" where not. token: a secret that stands there.
    """

    address: Said | None = None
    own: Said | None = None
    node: Said | None = None
    role: str = ""
    token: Said | None = None


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Range(Fact):
    """Where a Swarm takes the addresses of its overlays from; name: the network.

    length: bits of the network part of each overlay, None where nothing is said.
    """

    length: Said | None = None


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Host(Fact):
    """A machine, by the name that it has everywhere; address: where others reach it."""

    address: Said


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Label(Fact):
    """A label that a machine of a Swarm is given; name: KEY=VALUE; node: the machine."""

    node: Said


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Retag(Fact):
    """`docker tag`: name is the image that gets another name, as its second."""

    second: Said


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Pull(Fact):
    """`docker pull`; name: the image."""


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Program(Fact):
    """A program that is run inside a container by hand; name: the container's, "" if unknown.

    words: of the command, the first is the program.
    """

    words: tuple[Said, ...]


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Account(Fact):
    """A database account that SQL makes or changes; name: of the user.

    machine: from where it may come, as "%". password: "" for an empty one; None where none is said
        (CREATE USER alone gives an empty one). plugin: of authentication, where it is said.
    rights: what the text grants it, in upper case, in order. made: whether it is created here.
    """

    machine: Said | None = None
    password: Said | None = None
    plugin: Said | None = None
    rights: tuple[str, ...] = ()
    made: bool = True


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Database(Fact):
    """A database that SQL makes."""


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Follow(Fact):
    """SQL that makes a server follow another one; name: where that is, as it is written.

    port: None where none is said (MySQL: 3306). user, password: of the one that follows. inside:
    the container in which it is typed, None where no command tells.
    """

    port: Said | None = None
    user: Said | None = None
    password: Said | None = None
    inside: Said | None = None


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Daemon(Fact):
    """A daemon.json; name: the file's.

    settings: every value by its dotted path, "log-opts.max-size" or "registry-mirrors.0".
    """

    settings: Mapping[str, Said]


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Options(Fact):
    """An option file of MySQL; name: the file's.

    groups: by the name of the group, its options by name, with `_` for `-` and no `loose_`; of an
        option that stands twice the last. A flag without a value is "".
    """

    groups: Mapping[str, Mapping[str, Said]]
