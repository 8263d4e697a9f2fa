"""Whether import accounts for every fact of a stack: in the text, or in the report."""

from collections.abc import Iterable, Iterator
from posixpath import basename, dirname

from dbstackc.base.span import Span
from dbstackc.lint.facts.container import Container, Net, Volume
from dbstackc.lint.facts.hub import Hub
from dbstackc.lint.facts.machine import Account, Database, Follow, Host, Label, Options, Pull, Retag
from dbstackc.lint.facts.reach import Access, Way
from dbstackc.lint.facts.router import Function, TableRule
from dbstackc.lint.facts.timed import Copied, Unit
from dbstackc.lint.facts.wall import Wall
from dbstackc.lint.facts.watch import Alerts, Looker
from dbstackc.lint.follows import by_name
from dbstackc.lint.housed import mounts
from dbstackc.lint.lift.lift import Lifted
from dbstackc.lint.lift.looks import kind
from dbstackc.lint.lift.rest import FOLLOWED, said_by
from dbstackc.lint.stack import Stack
from dbstackc.model.backups import ACCOUNT
from dbstackc.syntax.tree import Statement, Word


def unaccounted(lifted: Lifted, stack: Stack) -> list[str]:
    """Return the facts of which no word of the text is, and no line of the report speaks."""
    places = [*_places(lifted.tree.statements[1:]), *(each.span for each in lifted.left)]
    words = {*_words(lifted.tree.statements)}
    if any(each.word.text == "backup" for each in lifted.tree.statements):
        words.add(ACCOUNT)
    every = [fact for read in stack.reads for fact in read.facts if not isinstance(fact, FOLLOWED)]
    known = {id(f) for f in every if any(_lies_in(at, f.span) for at in places)}
    known |= {id(f) for f in every if isinstance(f, Container) and f.name.text in words}
    makes = {"host", "containers", "database"} & words  # `exporter host` is one on each machine
    known |= {id(f) for f in every if isinstance(f, Container) and kind(f) in makes}
    called = {n for f in every if isinstance(f, Container) and id(f) in known for n in f.called}
    known |= {id(f) for f in every if isinstance(f, Container) and called & {*f.called} - {""}}
    rules = {f.function.text for f in every if isinstance(f, TableRule) and f.function is not None}
    copied = {dirname(f.span.source.name) for f in every if isinstance(f, Copied)}
    holders = [f for f in every if isinstance(f, Container) and id(f) in known]
    again = {said_by(f) for f in every if id(f) in known}
    nets = {_net(f) for f in every if isinstance(f, Net) and id(f) in known}
    made = {name for name, *_ in nets}
    closed = _closed(lifted.tree.statements)
    for fact in every:
        name, file = fact.name.text, fact.span.source.name
        is_file = isinstance(fact, Options | Looker | Alerts | Hub)
        is_read = is_file and any(mounts(each, file) for each in holders)
        if isinstance(fact, Follow):  # the replica is carried, and whom it follows
            is_read = any(by_name(fact) in each.called for each in holders)
        elif isinstance(fact, Account | Database | Host | Access):
            is_read = name in words
        elif isinstance(fact, Way):
            is_read = fact.by in words
        elif isinstance(fact, Unit):
            is_read = dirname(file) in copied
        elif isinstance(fact, Wall):
            is_read = closed is None or not closed.isdisjoint(file.split("/"))
        elif isinstance(fact, Volume | Pull):
            is_read = any(name in _had(each, stack.all(Retag)) for each in holders)
        elif isinstance(fact, Net):  # each host's file has it, and those where it is made elsewhere
            is_read = _net(fact) in nets or (fact.outer and name in made | {"host"})
        elif isinstance(fact, Label):  # a machine's own follows from its name
            is_read = name == f"dbstackc.host={fact.node.text}" and fact.node.text in words
        if is_read or (isinstance(fact, Function) and name in rules):
            known.add(id(fact))
        elif isinstance(fact, Container):  # of a holder of vips its file is carried
            read = {f.span.source.name for f in every if id(f) in known and f is not fact}
            if any(mounts(fact, name) for name in read):
                known.add(id(fact))
    told = [(each.span.source, each.why) for each in lifted.left]
    return [
        f"{type(fact).__name__} {fact.name.text} at {fact.span}"
        for fact in every
        if id(fact) not in known
        and said_by(fact) not in again
        and not any(
            source is fact.span.source
            and "not carried here" in why
            and (f"`{basename(fact.name.text)}`" in why or "… and" in why)
            for source, why in told
        )
    ]


def _net(net: Net) -> tuple[str, ...]:
    """Return what is said of a network, its name first."""
    given = (net.name, net.driver, net.pool, net.gateway, net.parent, *net.subnets, *net.reserved)
    switches = (net.attachable, net.encrypted)
    return (
        *(said.text if said is not None else "" for said in given),
        *(str(said is not None and said.text.lower() != "false") for said in switches),
    )


def _had(one: Container, retags: Iterable[Retag]) -> set[str]:
    """Return the volumes of a container that are called after it, and its image."""
    named = {
        mount.outside.text
        for mount in one.mounts
        if mount.kind == "volume" and mount.outside is not None
        if mount.outside.text.startswith(f"{one.name.text}-")
    }
    images = {one.image.text} if one.image is not None else set()
    tags = {each.name.text for each in retags if each.second.text in images}
    return named | images | tags


def _closed(statements: Iterable[Statement]) -> set[str] | None:
    """Return the names of the machines that firewalls close; None where one closes all."""
    found: set[str] = set()
    for each in statements:
        if each.word.text == "firewall":
            places = [c for c in each.clauses if c.preposition.text == "on"]
            if not places:
                return None
            found |= {a.text for a in places[0].values[0].atoms if isinstance(a, Word)}
    return found


def _words(statements: Iterable[Statement]) -> Iterator[str]:
    for each in statements:
        values = (*each.values, *(value for clause in each.clauses for value in clause.values))
        yield from (a.text for value in values for a in value.atoms if isinstance(a, Word))
        yield from _words(each.block or ())


def _places(statements: Iterable[Statement]) -> Iterator[Span]:
    for each in statements:
        yield each.span
        yield from (atom.span for value in each.values for atom in value.atoms)
        for clause in each.clauses:
            yield from (atom.span for value in clause.values for atom in value.atoms)
        yield from _places(each.block or ())


def _lies_in(inner: Span, outer: Span) -> bool:
    is_one = inner.source is outer.source
    return is_one and outer.start <= inner.start and inner.end <= outer.end
