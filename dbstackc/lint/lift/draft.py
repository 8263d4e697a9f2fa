"""What is known so far of a stack that is being lifted: its machines, its secrets, what is left."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import TypeVar

from dbstackc.base.record import record
from dbstackc.base.span import Span
from dbstackc.base.text import listed
from dbstackc.lint.facts.container import Container, Mount, Variable
from dbstackc.lint.facts.machine import Host
from dbstackc.lint.facts.said import Said
from dbstackc.lint.lift.words import Names, address, clause, statement, value, word
from dbstackc.lint.stack import Stack
from dbstackc.syntax.tree import Statement, Word

T = TypeVar("T")

UNKNOWN = "192.0.2."
"""Where a machine stands whose address no file tells: the addresses of examples (RFC 5737)."""


@record(frozen=True, slots=True)
class Beside:
    """Something that a container is told, and no statement says.

    name: what the report calls it. It is a variable; or, with a mount, all that is in a file or
    folder, or the one value that stands at a path of that file (`*` for each item of a list).
    """

    container: Container
    name: str
    variable: Variable | None = None
    mount: Mount | None = None
    path: str = ""
    said: Said | None = None


@record(frozen=True, slots=True)
class Left:
    """Something that was read and could not be carried; why: a sentence without a full stop.

    beside: of what a container is told, each thing: what the language tells it anew is not lost.
    """

    span: Span
    why: str
    beside: tuple[Beside, ...] = ()


def told_beside(found: Sequence[Beside]) -> str:
    """Return why things that one container is told are left."""
    what = listed([f"`{each}`" for each in dict.fromkeys(one.name for one in found)], 6)
    return f"what `{found[0].container.name.text}` is told beside is not carried: {what}"


@record(slots=True, eq=False)
class Machine:
    """A host to be: its name, its address and where that is written.

    named: where a file says its name. zone: what it fails together with.
    """

    name: str
    address: Said
    device: Said | None = None
    named: Said | None = None
    zone: Said | None = None


class Draft:
    """The things of a stack while they are put together.

    is_named: whether machines get the names of their folders. homes: by container, the machine that
    it is on. ends: by address and port, the name of what listens there, a node, a router or a
    balancer. cluster_of: by node, its cluster. replicas: the nodes that take no writes. routers:
    their names. connections: that the nodes of a cluster take, by its name. doors: the balancers,
    by their containers. folders: what to call the machine of a file that starts containers.
    guessed: the machines whose addresses no file tells. guesses: the places of what was not seen
    itself, and only heard of. used: the facts that are carried. panels: the containers that
    show or rule others, or tell of them. hub: what stands in front of the names of images, where
    they come from a registry of the stack; is_clear: whether nothing encrypts that.
    twins: the containers that are left out because another file starts as much. ranks: by the name
    of a machine, a cluster or a balancer, when something looks at it among all others. databases:
    that are made on a cluster, by its name. sharded: those of routers' shards, likewise. owned: by
    their folders, the machines that only their own files tell of.
    """

    def __init__(self, stack: Stack, is_named: bool = True) -> None:
        self.stack = stack
        self.is_named = is_named
        self.names = Names()
        self.machines: dict[str, Machine] = {}
        self.homes: dict[int, Machine] = {}
        self.ends: dict[tuple[str, int], str] = {}
        self.cluster_of: dict[str, str] = {}
        self.replicas: set[str] = set()
        self.routers: set[str] = set()
        self.connections: dict[str, int] = {}
        self.doors: dict[int, str] = {}
        self.folders: dict[str, str] = {}
        self._ports = {
            port.outside for one in stack.all(Container) for port in one.ports if port.outside
        }
        self.used: set[int] = set()
        self.panels: set[int] = set()
        self.databases: dict[str, list[Said]] = {}
        self.sharded: dict[str, set[str]] = {}
        self.hub = ""
        self.is_clear = False
        self.ranks: dict[str, int] = {}
        self.twins: list[Container] = []
        self._found: dict[str, Machine] = {}
        self._called = {each.address.text: each.name for each in stack.all(Host)}
        self.owned: dict[str, Machine] = {}
        self.left: list[Left] = []
        self._secrets: dict[tuple[str, str], Word] = {}
        self.guessed: list[Machine] = []
        self.guesses: set[Span] = set()

    def machine(self, address: Said, wanted: str = "") -> Machine:
        """Return the machine with an address, a new one if there is none yet."""
        found = self.machines.get(address.text)
        if found is None:
            number = len(self.machines) + 1
            named = self._called.get(address.text)
            wanted = named.text if named is not None else wanted
            name = wanted if wanted and self.is_named else f"host{number}"
            found = Machine(self.names.take(name, "host"), address, named=named)
            self.machines[address.text] = found
            for called in (found.name, named.text if named is not None else "", address.text):
                if called:
                    self._found.setdefault(called, found)
        return found

    def find(self, called: str) -> Machine | None:
        """Return the machine that has a name or an address; None for one that nobody knows."""
        return self._found.get(called)

    def nowhere(self, at: Span, wanted: str = "") -> Machine:
        """Return a machine whose address no file tells, and say so."""
        found = self.machine(Said(f"{UNKNOWN}{len(self.guessed) + 1}", at), wanted)
        self.guessed.append(found)
        self.leave(
            at, f"no file tells the address of the machine; `{found.name}` has one to change"
        )
        return found

    def home(self, container: Container) -> Machine:
        """Return the machine of a container; those of one file share one, where nothing tells.

        Of a Swarm's services those do that are held to one machine, and no others.
        """
        found = self.homes.get(id(container))
        if found is None:
            same = next(
                (
                    self.homes[id(other)]
                    for other in self.stack.all(Container)
                    if id(other) in self.homes and _is_together(container, other)
                ),
                None,
            )
            found = same or self._named(container)
            found = found or self.nowhere(container.name.span, self.wanted(container))
            self.homes[id(container)] = found
        return found

    def wanted(self, container: Container) -> str:
        """Return what to call the machine of a container: what it is held to, or its folder."""
        if container.by == "compose":
            return self.folders.get(container.span.source.name, "")
        return held_to(container)

    def _named(self, container: Container) -> Machine | None:
        wanted = self.wanted(container) if is_placed(container) else ""
        return self.find(wanted)

    def listens(self, container: Container, name: str, port: int) -> None:
        """Note what a container is called where others name it: its addresses, its names."""
        for attached in container.networks:
            if attached.address is not None:
                self.ends.setdefault((attached.address.text, port), name)
        for called in container.called:
            if called:
                self.ends.setdefault((called, port), name)

    def spare(self, container: Container, port: int) -> int:
        """Return a port of a host for what publishes none, and say so."""
        while port in self._ports:
            port += 1
        self._ports.add(port)
        self.leave(
            container.name.span,
            f"no file tells the port of `{container.name.text}` on its host; {port} is to change",
        )
        return port

    def secret(self, said: Said, wanted: str) -> Word:
        """Return a reference to the secret that a password becomes; one for each use.

        The value stays where it is.
        """
        if said.text.startswith("/run/secrets/"):
            wanted = said.text.rpartition("/")[2]
        elif named := hole(said):
            wanted = named
        key = (wanted, "" if named_alike(said) else said.text)
        if key not in self._secrets:
            name = self.names.take(wanted, "secret")
            self._secrets[key] = Word(f"secret.{name}", said.span)
        return Word(self._secrets[key].text, said.span)

    def leave(self, at: Span, why: str) -> None:
        """Note what could not be carried."""
        self.left.append(Left(at, why))

    def in_order(self, things: Sequence[T], name: Callable[[T], str]) -> list[T]:
        """Return things in the order in which they are looked at.

        One of which nothing is known stays behind what it follows.
        """
        ranks, last = [], -1
        for each in things:
            last = self.ranks.get(name(each), last)
            ranks.append(last)
        return [each for _, each in sorted(zip(ranks, things, strict=True), key=itemgetter(0))]

    def called(self) -> dict[str, str]:
        """Return how files call what has another name here, by that name."""
        found = dict(self.names.changed)
        for each in self.machines.values():
            found[each.name] = each.address.text
        for each in self.guessed:
            found[each.name] = found[each.address.text] = "the machine"
        return found

    def hosts(self) -> list[Statement]:
        """Return the statements of the machines and of the secrets."""
        made = []
        if self._secrets:
            words = list(self._secrets.values())
            named = [Word(each.text.removeprefix("secret."), each.span) for each in words]
            origin = clause("from", Word("env", words[0].span))
            made.append(statement("secret", words[0].span, [value(*named)], [origin], blank=True))
        machines = self.in_order(list(self.machines.values()), lambda each: each.name)
        for number, each in enumerate(machines):
            clauses = [clause("at", address(each.address))]
            if each.zone is not None:
                clauses.append(clause("in", word(each.zone)))
            if each.device is not None:
                clauses.append(clause("on", word(each.device)))
            made.append(
                statement(
                    "host",
                    each.address.span,
                    [value(Word(each.name, (each.named or each.address).span))],
                    clauses,
                    blank=not number,
                )
            )
        return made


def _is_together(one: Container, other: Container) -> bool:
    """Tell whether two containers are on one machine, as far as their files say."""
    is_one_file = one.span.source is other.span.source
    return is_one_file and is_placed(one) and held(one) == held(other)


def is_placed(one: Container) -> bool:
    """Tell whether a file says which of its containers are on one machine with this one."""
    return one.by == "compose" or (one.by in ("stack", "service") and bool(held(one)))


def held(one: Container) -> tuple[str, ...]:
    """Return what holds a Swarm's service to one machine: its name, or a label that is its own."""
    return tuple(
        said.text
        for said in one.constraints
        if "==" in said.text and ("hostname" in said.text or ".host" in said.text)
    )


def held_to(one: Container) -> str:
    """Return the name of the machine that a service is held to, or ""."""
    return next((each.rpartition("==")[2].strip() for each in held(one)), "")


def named_alike(said: Said) -> bool:
    """Tell whether a value names a secret, and does not hold one."""
    return said.text.startswith("/run/secrets/") or bool(hole(said))


def hole(said: Said) -> str:
    """Return the name of the secret whose hole a value is, or ""."""
    inside = said.text.removeprefix("@@secret.").removesuffix("@@")
    return inside if len(inside) == len(said.text) - 11 else ""
