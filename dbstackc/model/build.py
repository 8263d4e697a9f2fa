"""Declarations to topology: the ordered passes."""

from dbstackc.base.record import replace
from dbstackc.base.report import Report
from dbstackc.language.program import Program
from dbstackc.model.backups import backups, copiers
from dbstackc.model.balancers import balancers
from dbstackc.model.clusters import Clusters
from dbstackc.model.deployments import deployments
from dbstackc.model.engines import engines
from dbstackc.model.exporters import exporters
from dbstackc.model.firewalls import firewalls
from dbstackc.model.ground import ground
from dbstackc.model.images import images
from dbstackc.model.inherit import Heritage
from dbstackc.model.inventories import inventory
from dbstackc.model.limits import weigh
from dbstackc.model.panels import panels
from dbstackc.model.placement import Placement
from dbstackc.model.registries import registry
from dbstackc.model.resolve import Names
from dbstackc.model.routers import routers
from dbstackc.model.schemas import Schemas, databases
from dbstackc.model.services import services
from dbstackc.model.topology import Topology
from dbstackc.model.vips import vips
from dbstackc.model.watches import watches


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
        program,
        heritage,
        names,
        placement,
        instances,
        databases(program, heritage),
        copiers(program),
    ).build()
    schemas = Schemas(program, heritage, names).build()
    routed = routers(program, heritage, names, placement)
    balanced = balancers(program, heritage, names, placement)
    held = vips(program, heritage, names)
    applied = services(program, heritage, names, placement)
    shown = panels(program, heritage, names, placement)
    weigh(clusters, routed, balanced, report)
    deployed = deployments(program, names, held)
    around = tuple(engines(program, heritage, names, held, deployed, placement))
    hub = registry(program, heritage, names, placement)
    watching = watches(program, heritage, names, placement)
    topology = Topology(
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
        deployments=deployed,
        engines=around,
        inventory=inventory(program, names),
        registry=hub,
        images=tuple(images(program, heritage, names, routed, held)),
        firewalls=tuple(firewalls(program, heritage, names)),
        services=tuple(applied),
        panels=tuple(shown),
        backups=tuple(backups(program, heritage, names)),
        watches=tuple(watching),
    )
    return replace(topology, exporters=tuple(exporters(topology, placement)))
