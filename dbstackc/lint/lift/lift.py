"""The whole of a stack, lifted: one tree, and what could not be carried."""

from collections.abc import Mapping

from dbstackc.base.record import record
from dbstackc.base.span import Span
from dbstackc.lint.facts.router import DataHost
from dbstackc.lint.facts.timed import Unit
from dbstackc.lint.lift.backups import backups
from dbstackc.lint.lift.clusters import clusters
from dbstackc.lint.lift.deployments import deployments
from dbstackc.lint.lift.doors import doors
from dbstackc.lint.lift.draft import Draft, Left
from dbstackc.lint.lift.engines import engines
from dbstackc.lint.lift.fit import fit
from dbstackc.lint.lift.heads import place_on_heads, zones
from dbstackc.lint.lift.holds import holds
from dbstackc.lint.lift.images import images
from dbstackc.lint.lift.inventory import inventory
from dbstackc.lint.lift.networks import Networks
from dbstackc.lint.lift.panels import panels
from dbstackc.lint.lift.places import place, without_twins
from dbstackc.lint.lift.registries import kept, registry
from dbstackc.lint.lift.rest import leave_rest
from dbstackc.lint.lift.routers import routers
from dbstackc.lint.lift.schemas import schemas
from dbstackc.lint.lift.services import services
from dbstackc.lint.lift.vips import vips
from dbstackc.lint.lift.walls import walled, walls
from dbstackc.lint.lift.watches import Watching
from dbstackc.lint.lift.words import statement, value
from dbstackc.lint.stack import Stack
from dbstackc.syntax.tree import Statement, Tree, Word


@record(frozen=True, slots=True)
class Lifted:
    """A stack as a tree of the language.

    left: what could not be carried, in order. called: how files call what has another name in the
    tree, by that name. guesses: the places of what was not seen itself, and only heard of.
    """

    tree: Tree
    left: tuple[Left, ...]
    called: Mapping[str, str]
    guesses: frozenset[Span]


def lift(stack: Stack, is_named: bool = True) -> Lifted | None:
    """Return a stack that exists as declarations; None where there is nothing to carry.

    is_named: whether machines are called after their folders, else by numbers.
    """
    every = (fact for read in stack.reads for fact in read.facts)
    first = next((fact for fact in every if not isinstance(fact, Unit)), None)
    if first is None:
        return None
    draft = Draft(stack, is_named)
    place(draft)
    place_on_heads(draft)
    draft.stack = without_twins(draft)
    zones(draft)
    hub = kept(draft)
    networks = Networks(draft)
    of_clusters = clusters(draft, networks)
    called = _called(stack, of_clusters)
    of_schemas = schemas(draft, called)
    of_databases = list(holds(draft, map(_name, of_schemas)))
    named = [_name(each) for each in of_schemas]
    of_routers = routers(draft, named, networks)
    outer: dict[str, Statement] = {}
    watching = Watching(draft)
    of_balancers = doors(draft, outer, networks, watching)
    homes: dict[str, str] = {}
    for each in sorted(of_balancers, key=_is_inside):
        homes.setdefault(_home(each), _name(each))
    of_vips = vips(draft, homes, outer)
    of_watches = list(watching.statements(outer))
    of_panels = list(panels(draft, networks))
    of_services = list(services(draft, networks, of_balancers, of_vips))
    of_networks = list(networks.statements())
    of_backups = list(backups(draft))
    of_engines = list(engines(draft))
    of_deployments = list(deployments(draft))
    of_registry = list(registry(hub, draft))
    closed = walled(draft)
    of_images = [*images(draft), *inventory(draft)]
    edition = statement("dbs", first.span, [value(Word("1", first.span))])
    made = [
        edition,
        *draft.hosts(),
        *of_registry,
        *of_networks,
        *draft.in_order(of_clusters, _name),
        *of_schemas,
        *of_databases,
        *of_routers,
        *outer.values(),
        *draft.in_order(of_balancers, _name),
        *of_vips,
        *of_backups,
        *of_services,
        *of_panels,
        *of_watches,
        *of_engines,
        *of_images,
        *of_deployments,
    ]
    made = fit(made, draft)
    made += fit([*walls(draft, closed, made)], draft)
    leave_rest(draft, made[1:])  # the edition is no file's word
    left = sorted(draft.left, key=lambda each: (each.span.source.name, each.span.start))
    return Lifted(
        Tree(tuple(made), Span(first.span.source, 0, 0)),
        tuple(dict.fromkeys(left)),
        draft.called(),
        frozenset(draft.guesses),
    )


def _called(stack: Stack, made: list[Statement]) -> dict[str, str]:
    """Return the names of the clusters by those of their dataHosts."""
    by_place = {each.span: _name(each) for each in made}
    found: dict[str, str] = {}
    for host in stack.all(DataHost):
        if host.span in by_place:
            found.setdefault(host.name.text, by_place[host.span])
    return found


def _name(made: Statement) -> str:
    atom = made.values[0].atoms[0]
    return atom.text if isinstance(atom, Word) else ""


def _is_inside(made: Statement) -> bool:
    """Tell whether a statement puts a thing into a network."""
    return any(each.preposition.text == "in" for each in made.clauses)


def _home(made: Statement) -> str:
    atom = made.clauses[-1].values[0].atoms[0]
    return atom.text if isinstance(atom, Word) else ""
