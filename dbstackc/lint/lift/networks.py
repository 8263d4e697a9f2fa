"""Docker networks: which one a container is in, and what its files say of it."""

from collections.abc import Iterator
from posixpath import dirname

from dbstackc.base.quantity import address, subnet
from dbstackc.base.record import record
from dbstackc.base.span import Span
from dbstackc.lint.facts.container import Attached, Container, Net
from dbstackc.lint.facts.said import Said
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.words import clause, statement, value, word
from dbstackc.syntax.tree import Clause, Statement, Word

_DRIVERS = ("overlay", "bridge", "macvlan", "host")
_OWN = "default"
"""What Compose calls the network of a file that names none."""


@record(frozen=True, slots=True)
class Inside:
    """Where a container is: its network's name, and its fixed address there, or None."""

    network: str
    at: Span
    address: Said | None

    @property
    def clauses(self) -> list[Clause]:
        """The network and the address, as a router or a balancer says them."""
        found = [clause("in", Word(self.network, self.at))]
        return found if self.address is None else [clause("at", word(self.address)), *found]


class Networks:
    """The networks of a stack that is lifted, as things are found to be in them."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._names: dict[tuple[str, str], str] = {}
        self._used: dict[str, tuple[Span, Net | None]] = {}
        self._inside: dict[str, list[Container]] = {}

    def of(self, container: Container) -> Inside | None:
        """Return where a container is; None for its host's own network."""
        container = self.owner(container)
        if container.host_network is not None or container.shares is not None:
            return None
        attached = container.networks
        if not attached:
            at = container.name.span
            return Inside(self._name(Said(_OWN, at), container), at, None)
        for other in attached[1:]:
            self._draft.leave(
                other.network.span,
                f"`{container.name.text}` is in a second network; the language says one",
            )
        first = attached[0]
        if ":" in first.network.text:  # container:NAME
            return None
        address = _fixed(first)
        if address is not None and container.by == "stack":
            self._draft.leave(address.span, "a Swarm does not read the address of a service")
            address = None
        return Inside(self._name(first.network, container), first.network.span, address)

    def owner(self, container: Container) -> Container:
        """Return the container whose network another one shares; itself, where it has its own."""
        said = container.shares
        if said is None:
            return container
        wanted = said.text.partition(":")[2]
        for other in self._draft.stack.all(Container):
            is_near = other.span.source is container.span.source
            if is_near and other is not container and wanted and wanted in other.called:
                return other
        return container

    def statements(self) -> Iterator[Statement]:
        """Yield what is said of the networks that something is in."""
        for number, (name, (at, net)) in enumerate(self._used.items()):
            is_swarm = any(one.by in ("stack", "service") for one in self._inside[name])
            block = []
            if is_swarm and (net is None or net.driver is None):
                block.append(statement("driver", at, [value(Word("overlay", at))]))
            if net is not None:
                block += self._block(net, name, is_swarm=is_swarm)
            head = [value(Word(name, at))]
            yield statement("network", at, head, [], block or None, blank=not number)

    def _name(self, said: Said, container: Container) -> str:
        net = self._net(said, container)
        is_own = said.text == _OWN and net is None
        key = (said.text, _told(net) if net is not None else "")
        if key not in self._names:
            self._names[key] = self._draft.names.take(said.text, "network")
            if is_own:
                self._draft.names.changed[self._names[key]] = "the default network"
            at = net.name.span if net is not None else said.span
            self._used[self._names[key]] = at, net
            if net is None or net.outer:
                self._draft.guesses.add(at)
        self._inside.setdefault(self._names[key], []).append(container)
        return self._names[key]

    def _net(self, said: Said, container: Container) -> Net | None:
        """Return where a network is made: in the same file, in its folder, else anywhere.

        One that is made elsewhere is what is called so there, where that was seen.
        """
        known = [net for net in self._draft.stack.all(Net) if net.name.text == said.text]
        name = container.span.source.name
        near = [net for net in known if net.span.source.name == name]
        near = near or [net for net in known if dirname(net.span.source.name) == dirname(name)]
        found = next(iter(near or known), None)
        made = (net for net in known if not net.outer)
        return next(made, found) if found is not None and found.outer else found

    def _block(self, net: Net, name: str, *, is_swarm: bool) -> Iterator[Statement]:
        """Yield what is said of a network; is_swarm: whether a Swarm's services are in it."""
        draft = self._draft
        draft.used |= {
            id(other)
            for other in draft.stack.all(Net)
            if other.name.text == net.name.text and (other.outer or _whole(other) == _whole(net))
        }
        homes = {id(draft.homes.get(id(one))) for one in self._inside[name]}
        if net.outer and is_swarm:
            draft.leave(net.name.span, f"`{net.name.text}` is made elsewhere, and is an overlay")
        elif net.outer and net.driver is None and len(homes) > 1:
            said = Said("overlay", net.name.span)
            yield statement("driver", said.span, [value(word(said))])
            draft.leave(
                net.name.span,
                f"`{net.name.text}` is made elsewhere; it spans machines, as an overlay does",
            )
        elif net.outer:
            draft.leave(net.name.span, f"`{net.name.text}` is made elsewhere, of an unknown driver")
        if net.driver is not None:
            if net.driver.text in _DRIVERS:
                yield statement("driver", net.driver.span, [value(word(net.driver))])
            else:
                draft.leave(net.driver.span, f"the language has no driver `{net.driver.text}`")
        if net.parent is not None:
            yield statement("parent", net.parent.span, [value(word(net.parent))])
        given = [("subnet", said) for said in net.subnets[:1]]
        if net.pool is not None and not is_swarm:
            given.append(("pool", net.pool))
        for name, said in given:
            if subnet(said.text) is not None:
                yield statement(name, said.span, [value(word(said))])
            else:
                draft.leave(said.span, f"`{said.text}` is no network with its host bits zero")
        for more in (net.pool, net.gateway) if is_swarm else ():
            if more is not None:
                draft.leave(more.span, "a stack's network takes a subnet and nothing more")
        if not is_swarm and net.gateway is not None and address(net.gateway.text) is not None:
            yield statement("gateway", net.gateway.span, [value(word(net.gateway))])
        for more in net.subnets[1:]:
            draft.leave(more.span, "a network of the language has one subnet; this is a second")
        for switch, told in (("attachable", net.attachable), ("encrypted", net.encrypted)):
            if told is not None:
                text = "yes" if _is_on(told) else "no"
                yield statement(switch, told.span, [value(Word(text, told.span))])


def _fixed(attached: Attached) -> Said | None:
    said = attached.address
    return said if said is not None and address(said.text) is not None else None


def _whole(net: Net) -> object:
    """Return all that is said of a network."""
    given = (net.driver, net.pool, net.gateway, net.parent, *net.subnets, *net.reserved)
    said = [each.text if each is not None else "" for each in given]
    return said, _is_on(net.attachable), net.encrypted is not None


def _is_on(switch: Said | None) -> bool:
    return switch is not None and switch.text.lower() not in ("false", "no", "off", "0")


def _told(net: Net) -> str:
    """Return what makes a network of a name another one than its namesake."""
    parts = [net.driver.text if net.driver is not None else ""]
    return " ".join((*parts, *(each.text for each in net.subnets)))
