"""Commands that tell, from inside a container, whether it is fit to serve."""

from functools import lru_cache
from shlex import quote

from dbstackc.emit.service.contract import ENGINES
from dbstackc.emit.service.spec import Health
from dbstackc.model.topology import Balancer, Cluster, Router

READY = "SHOW GLOBAL STATUS LIKE 'wsrep_ready'"
"""ON while a node is in the primary component and answers, as a donor too.

Source: Galera manual, "Monitoring the cluster", wsrep_ready.
"""

GREETING = "exec 3<>/dev/tcp/127.0.0.1/{port} && test $(od -An -j4 -N1 -tu1 <&3) = 10"
"""MyCat accepts connections before it can serve; once it can, its fifth byte is the protocol, 10.

Source: MySQL client/server protocol, "Protocol::HandshakeV10".
"""


def database_health(cluster: Cluster, port: int) -> Health:
    """Return a check of a node: it answers, and a member of a Galera cluster has a quorum."""
    client = ENGINES[cluster.flavour].client
    return _ask(client, port, cluster.check_user, cluster.kind == "galera")


@lru_cache(maxsize=1024)
def _ask(client: str, port: int, user: str, wsrep: bool) -> Health:
    """Return a check by TCP: the server that initialises an empty folder opens its socket only."""
    ask = f"{client} -h 127.0.0.1 -P {port} -u {quote(user)} -N -e"
    if wsrep:
        return Health(("CMD-SHELL", f'{ask} "{READY}" | grep -qw ON'))
    return Health(("CMD-SHELL", f'{ask} "SELECT 1" | grep -qw 1'))


def router_health(router: Router) -> Health:
    """Return a check that a router greets; it begins by connecting to every node."""
    return Health(("CMD", "bash", "-c", GREETING.format(port=router.listen)), start=120)


def balancer_health(balancer: Balancer) -> Health | None:
    """Return a check that a door is open; images of Alpine have no bash, the others no nc."""
    if not balancer.listens:
        return None
    port = balancer.listens[0].port
    if "alpine" in balancer.image:
        return Health(("CMD", "nc", "-z", "127.0.0.1", str(port)), start=10)
    return Health(("CMD", "bash", "-c", f"exec 3<>/dev/tcp/127.0.0.1/{port}"), start=10)
