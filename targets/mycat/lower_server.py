"""Lower a router and its users to server.xml."""

from dbstackc.base.report import Report
from dbstackc.base.span import Span
from dbstackc.emit.layout import hole
from dbstackc.emit.router_files import pages, threads
from dbstackc.emit.xml import Comment, Element, Given
from dbstackc.model.topology import Router, Topology, User
from dbstackc.model.verbatim import placed

from .document import Markup
from .lower_sequence import TYPES
from .verbatim import is_fitting

FAST = 1000
"""Milliseconds between heartbeats where a cluster asks for fast failover; else twice as long.

A node is given up after three failures, and with many nodes they are asked more slowly: at most
one statement a millisecond leaves a router for this.

Source: MyCat 1.6.7.4, MySQLHeartbeat (maxRetryCount).
"""


def lower_server(topology: Topology, router: Router, report: Report) -> Markup:
    """Return server.xml: the router's settings, then its users.

    There is no firewall: a host with a wildcard in it lets anyone in without a password.

    Reports: mycat/no-user, mycat/bad-verbatim.
    Source: MyCat 1.6.7.4, server.dtd (the order), MycatPrivileges.checkFirewallWhiteHostPolicy.
    """
    if not router.users:
        report.error(
            "mycat/no-user",
            f"nobody may log in to `{router.name}`",
            at=router.origin(),
            note="MyCat does not start without a user",
            help="add one, as in `user app with secret.app for shop`",
        )
    root = Element(
        "mycat:server",
        (("xmlns:mycat", "http://io.mycat/"),),
        (_system(topology, router, report), *map(_user, router.users)),
        origin=router.origin(),
    )
    return Markup(doctype="server.dtd", root=root)


def heartbeat(topology: Topology) -> int:
    """Return the milliseconds between two heartbeats of a node."""
    fast = any(cluster.failover == "fast" for cluster in topology.clusters)
    nodes = sum(len(cluster.nodes) for cluster in topology.clusters)
    return max(FAST if fast else 2 * FAST, nodes)


def _system(topology: Topology, router: Router, report: Report) -> Element:
    """Return the settings; what the user gives verbatim comes last, and the last one holds.

    useHandshakeV10: without it present drivers do not understand the greeting. useGlobleTableCheck:
    else every global table needs a column `_mycat_op_time`. Both spellings of the sequence: 1.6.7.6
    corrected it, and each version ignores the other's. bindIp: the port is reached by the host's
    address, by a vip that comes and goes, and from the container itself. The version that clients
    see is left as it is, so that it says MyCat.

    Source: MyCat 1.6.7.4 and 1.6.7.6, SystemConfig.
    """
    here, sequence = router.origin(), router.origin("sequence")
    memory = router.origin("memory")
    count = threads(router.memory)
    settings: tuple[tuple[str, object, Span], ...] = (
        ("serverPort", router.listen, router.origin("port")),
        ("managerPort", router.manager, router.origin("manager")),
        ("bindIp", "0.0.0.0", here),
        ("mycatNodeId", router.index + 1, here),
        ("charset", "utf8mb4", here),
        ("useHandshakeV10", 1, here),
        ("nonePasswordLogin", 0, here),
        ("ignoreUnknownCommand", 0, here),
        ("useCompression", 0, here),
        ("useSqlStat", 0, here),
        ("useGlobleTableCheck", 0, here),
        ("sequnceHandlerType", TYPES[router.sequence], sequence),
        ("sequenceHandlerType", TYPES[router.sequence], sequence),
        ("processors", count, memory),
        ("processorExecutor", 2 * count, memory),
        ("processorBufferPoolType", 0, memory),
        ("bufferPoolPageNumber", pages(router.memory), memory),
        ("useOffHeapForMerge", 0, memory),
        ("dataNodeHeartbeatPeriod", heartbeat(topology), here),
    )
    return Element(
        "system",
        (),
        (
            *(Comment(line, here) for line in router.doc),
            *(
                Element("property", (("name", name),), text=str(value), origin=origin)
                for name, value, origin in settings
            ),
            *(Given(line, at) for line, at in placed(router) if is_fitting(line, router, report)),
        ),
        origin=here,
    )


def _user(user: User) -> Element:
    names = [schema.name for schema in user.schemas]
    schemas = user.origin("schemas")
    settings = (
        ("password", hole(user.secret), user.origin("secret")),
        ("schemas", ",".join(names), schemas),
        *((("defaultSchema", names[0], schemas),) if names else ()),
        ("readOnly", "true" if user.readonly else "false", user.origin("role")),
    )
    return Element(
        "user",
        (("name", user.name),),
        (
            *(Comment(line, user.origin()) for line in user.doc),
            *(
                Element("property", (("name", name),), text=text, origin=origin)
                for name, text, origin in settings
            ),
        ),
        origin=user.origin(),
    )
