"""Firewalls: which machines are closed, and to whom they are open, as their rules say."""

from collections.abc import Iterator, Mapping, Sequence

from dbstackc.base.record import record
from dbstackc.base.report import Report
from dbstackc.base.span import Span
from dbstackc.language.program import gather
from dbstackc.lint.facts.said import Said
from dbstackc.lint.facts.wall import PING, Wall
from dbstackc.lint.lift.draft import Draft, Machine
from dbstackc.lint.lift.opened import Key, Opened, bare, leave_differences
from dbstackc.lint.lift.own import machine_of
from dbstackc.lint.lift.words import address, clause, statement, value
from dbstackc.model.build import build
from dbstackc.model.flow.need import ADMIN, CLIENTS, Flow
from dbstackc.model.flows import flows
from dbstackc.syntax.tree import Statement, Tree, Word

SSH = 22


@record(slots=True, eq=False)
class Closed:
    """A machine that is closed: its walls, and who is let in.

    admin, clients: networks, by their texts; clients None where no door tells of them.
    """

    machine: Machine
    opened: Opened
    flows: Sequence[Flow]
    ssh: Said
    admin: Mapping[str, Said]
    clients: Mapping[str, Said] | None

    @property
    def way(self) -> tuple[object, ...]:
        """What machines of one statement have in common."""
        return self.opened.engine, self.ssh.text, tuple(self.admin)


def walled(draft: Draft) -> list[tuple[Machine, list[Wall]]]:
    """Return the machines whose walls were seen, with those; their devices are theirs then."""
    found: dict[str, tuple[Machine, list[Wall]]] = {}
    for wall in draft.stack.all(Wall):
        home = machine_of(wall.engine, wall, draft) if wall.side != "out" else None
        if home is not None:
            found.setdefault(home.name, (home, []))[1].append(wall)
            home.device = home.device or wall.device
    return list(found.values())


def walls(
    draft: Draft, found: Sequence[tuple[Machine, list[Wall]]], made: Sequence[Statement]
) -> Iterator[Statement]:
    """Yield the statements of the firewalls; machines that let in the same share one.

    found: the machines that have walls. made: all that was carried, by which it is known who must
    be let in.
    """
    if not found:
        return
    needs = _needs(made)
    known = {each.address.text for each in draft.machines.values()}
    known |= {source for each in needs.values() for flow in each for source in flow.sources}
    groups: list[list[Closed]] = []
    for machine, several in found:
        closed = _closed(machine, several, needs.get(machine.name, ()), known, draft)
        if closed is None:
            continue
        draft.used |= {id(each) for each in several}
        same = (g for g in groups if g[0].way == closed.way and _go_together(g, closed))
        group = next(same, None)
        if group is None:
            groups.append([closed])
        else:
            group.append(closed)
    for number, group in enumerate(groups):
        yield _firewall(group, draft, blank=not number)


def _needs(made: Sequence[Statement]) -> Mapping[str, Sequence[Flow]]:
    """Return what the machines of statements must let in, by their names."""
    ground = Report()
    at = made[0].span
    tree = Tree(tuple(made), Span(at.source, 0, 0))
    return flows(build(gather([tree], ground), "stack", ground))


def _closed(
    machine: Machine,
    several: Sequence[Wall],
    needed: Sequence[Flow],
    known: set[str],
    draft: Draft,
) -> Closed | None:
    """Return what a closed machine lets in; None, and why, where that cannot be told.

    known: the addresses of the stack's own, which come for what they need.
    """
    opened = Opened(several)
    why = opened.why_not
    if not why:
        ssh = _ssh(opened, needed, known)
        admin = _admin(opened, needed, ssh, known, draft) if ssh is not None else {}
        if ssh is None:
            why = "at which port operators log in cannot be told"
        elif not admin:
            why = "where operators come from cannot be told"
        else:
            clients = _come(opened, needed, CLIENTS, ADMIN, known)
            if clients is not None:
                clients = _seen(clients, draft)
            return Closed(machine, opened, needed, ssh, admin, clients)
    for each in several:
        draft.leave(each.name.span, f"`{each.name.text}` is not carried: {why}")
    return None


def _ssh(opened: Opened, needed: Sequence[Flow], known: set[str]) -> Said | None:
    """Return the port that operators log in by: 22, or the one that nothing carried opens.

    Of several it is that which is open to the very networks that may ask whether the host is there.
    """
    plain = opened.at("tcp", SSH)
    if plain:
        return Said(str(SSH), plain[0].span)
    taken = {each.port for each in needed if each.protocol == "tcp"}
    asking = {each.text for let in opened.of(PING) for each in let.sources}
    found: dict[int, dict[str, Said]] = {}
    for let in opened.of("tcp"):
        others = any(bare(each.text) not in known for each in let.sources)
        if let.first == let.last and let.first not in taken and others:
            found.setdefault(let.first, {}).update({each.text: each for each in let.sources})
    told = [port for port, said in found.items() if asking and asking <= said.keys()]
    told = told or [*found]
    if not told:
        return Said(str(SSH), opened.walls[0].name.span)
    return Said(str(told[0]), opened.at("tcp", told[0])[0].span) if len(told) == 1 else None


def _admin(
    opened: Opened, needed: Sequence[Flow], ssh: Said, known: set[str], draft: Draft
) -> Mapping[str, Said]:
    """Return where operators come from: to ssh, else to pages, else with their pings.

    Who is at a single address and may not ask whether the host is there is a machine of the stack,
    where the addresses of some are not told.
    """
    lets = opened.at("tcp", int(ssh.text))
    said = {each.text: each for let in lets for each in let.sources}
    others = {text: each for text, each in said.items() if bare(text) not in known}
    asking = {each.text: each for let in opened.of(PING) for each in let.sources}
    more = [text for text in others if text not in asking]
    if asking and asking.keys() <= said.keys() and all(_is_hidden(each, draft) for each in more):
        return asking
    return others or said or _come(opened, needed, ADMIN, CLIENTS, known) or asking


def _seen(given: Mapping[str, Said], draft: Draft) -> Mapping[str, Said]:
    """Leave out the single addresses, beside networks, where machines have addresses untold."""
    return {text: s for text, s in given.items() if not _is_hidden(text, draft)} or given


def _is_hidden(text: str, draft: Draft) -> bool:
    return bool(draft.guessed) and bare(text) != text


def _come(
    opened: Opened, needed: Sequence[Flow], who: str, other: str, known: set[str]
) -> Mapping[str, Said] | None:
    """Return the networks that come to the ports which some come to; None where there are none."""
    asked: dict[Key, set[str]] = {}
    for flow in needed:
        asked.setdefault(opened.key(flow), set()).update(flow.sources)
    told = [key for key, sources in asked.items() if who in sources and other not in sources]
    found: dict[str, Said] = {}
    for side, protocol, port in told:
        for let in opened.at(protocol, port, side):
            for said in let.sources:
                if bare(said.text) not in known:
                    found.setdefault(said.text, said)
    return found if told else None


def _go_together(group: Sequence[Closed], one: Closed) -> bool:
    """Tell whether applications come to all from one side, as far as any of them tells."""
    told = [each.clients for each in (*group, one) if each.clients is not None]
    return all(set(each) == set(told[0]) for each in told)


def _firewall(group: Sequence[Closed], draft: Draft, *, blank: bool) -> Statement:
    first = group[0]
    wall = first.opened.walls[0]
    at = wall.name.span
    name = Word(draft.names.take("lan", "wall"), at)
    clauses = []
    if len(group) < len(draft.machines):
        places = [Word(e.machine.name, e.opened.walls[0].name.span) for e in group]
        clauses.append(clause("on", *places))
    if wall.engine != "nftables":
        clauses.append(clause("by", Word(wall.engine, at)))
    told = [each.clients for each in group if each.clients]
    clients = told[0] if told else {}
    block = [
        statement(word, next(iter(given.values())).span, [value(*map(address, given.values()))])
        for word, given in (("admin", first.admin), ("clients", clients))
        if given
    ]
    if first.ssh.text != str(SSH):
        block.append(
            statement("ssh", first.ssh.span, [value(Word(first.ssh.text, first.ssh.span))])
        )
    for each in group:
        leave_differences(each.opened, each.flows, first.admin, clients, int(first.ssh.text), draft)
    return statement("firewall", at, [value(name)], clauses, block, blank=blank)
