"""Declarations to topology: the ordered passes."""

from dbstackc.base.report import Report
from dbstackc.language.program import Program
from dbstackc.model.balancers import balancers
from dbstackc.model.clusters import Clusters
from dbstackc.model.engines import engines
from dbstackc.model.ground import ground
from dbstackc.model.images import images
from dbstackc.model.inherit import Heritage
from dbstackc.model.limits import weigh
from dbstackc.model.placement import Placement
from dbstackc.model.resolve import Names
from dbstackc.model.routers import routers
from dbstackc.model.schemas import Schemas, databases
from dbstackc.model.topology import Deployment, Topology
from dbstackc.model.vips import vips


def build(program: Program, name: str, report: Report) -> Topology:
    """Return the topology that a program means; what failed is reported and left out.

    name: of the stack, as projects and images use it.
    """
    heritage = Heritage(program)
    names = Names(program.dropped, report)
    for lost in sorted(program.lost):
        names.poison(lost)
    placement = Placement()
    ground(program, heritage, names)
    instances = len(program.of("mycat"))
    clusters = Clusters(
        program, heritage, names, placement, instances, databases(program, heritage)
    ).build()
    schemas = Schemas(program, heritage, names).build()
    routed = routers(program, heritage, names, placement)
    balanced = balancers(program, heritage, names, placement)
    held = vips(program, heritage, names)
    weigh(clusters, routed, balanced, report)
    deployments = _deployments(program, names, report)
    return Topology(
        name=name,
        hosts=tuple(names.all("host")),
        networks=tuple(names.all("network")),
        secrets=tuple(names.all("secret")),
        clusters=tuple(clusters),
        schemas=tuple(schemas),
        routers=tuple(routed),
        balancers=tuple(balanced),
        vips=tuple(held),
        externals=tuple(names.all("external")),
        deployments=deployments,
        engines=tuple(engines(program, heritage, names, held, deployments)),
        images=tuple(images(program, heritage, names, routed, held)),
    )


def _deployments(program: Program, names: Names, report: Report) -> tuple[Deployment, ...]:
    """Return how the stack is carried; nothing said means Compose on each host.

    Reports: twice, unknown-name, reserved.
    """
    found: dict[str, Deployment] = {}
    for declaration in program.loose:
        if declaration.word == "promise":
            report.error(
                "reserved",
                "`promise` is reserved for proofs that are still to come",
                at=declaration.span,
                note="a promise that nothing proves would be worth nothing",
                help="leave it out for now, or keep it as a comment",
            )
            continue
        if declaration.poisoned or "engine" not in declaration.fields:
            continue
        engine = declaration.fields["engine"]
        if engine.value in found:
            report.error(
                "twice",
                f"`deploy {engine.value}` is said twice",
                at=engine.span,
                beside=[(found[engine.value].span, "said here")],
                help="keep one of them",
            )
            continue
        given = declaration.fields.get("managers")
        managers = [names.get(("host",), item) for item in given.items] if given else []
        found[engine.value] = Deployment(
            name=engine.value,
            span=engine.span,
            origins={},
            engine=engine.value,
            managers=tuple(host for host in managers if host is not None),
        )
    if not found:
        first = next(iter(names.all("host")), None)
        if first is None:
            return ()
        return (Deployment(name="compose", span=first.span, origins={}, engine="compose"),)
    return tuple(found.values())
