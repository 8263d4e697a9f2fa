"""Where each file of a bundle lies, and where it is mounted: the one place that targets agree on.

A bundle has a folder for each host (`hosts/vm1/`), which is copied to that host whole, and what
belongs to all hosts beside them. A file with secrets in it is written with holes; the bundle's
`fill.sh`, run on the host, writes the filled copy under `filled/` at the same path.
"""

import re

from dbstackc.model.thing import Host, Secret
from dbstackc.model.topology import Balancer, Cluster, Exporter, Holder, Node, Router, Vip, Watch

FILLED = "filled"
SECRETS = "secrets"


def folder(host: Host) -> str:
    """The folder of a host, without a slash at its end."""
    return f"hosts/{host.name}"


def inside(host: Host, path: str) -> str:
    """Return a path of the bundle as seen from a host's folder."""
    return path.removeprefix(folder(host) + "/")


def filled(host: Host, path: str) -> str:
    """Return where the filled copy of a file of the host lies, as seen from the host's folder."""
    return f"{FILLED}/{inside(host, path)}"


def hole(secret: Secret) -> str:
    """What stands for a secret's value in a file until it is filled."""
    return f"@@secret.{secret.name}@@"


def project(stack: str) -> str:
    """Return a stack's name in the letters that Compose takes for a project; a unit takes them too.

    Source: compose-spec, 04-version-and-name.md; systemd.unit(5).
    """
    return re.sub(r"[^a-z0-9_-]", "-", stack.lower()).strip("-_") or "dbs"


def engine(host: Host) -> str:
    """The folder of what a host's kernel and Docker are set to, without a slash at its end."""
    return f"{folder(host)}/engine"


def compose(host: Host) -> str:
    """The Compose file of a host."""
    return f"{folder(host)}/compose.yml"


def bootstrap_compose(host: Host) -> str:
    """The override that starts a new Galera cluster, once, on the host of its first node."""
    return f"{folder(host)}/bootstrap.yml"


def option_file(node: Node) -> str:
    """The option file of a node."""
    return f"{folder(node.host)}/mysql/{node.name}.cnf"


def init_sql(cluster: Cluster, node: Node) -> str:
    """The SQL that the first start of a cluster runs; it has holes. Lies with the node's host."""
    return f"{folder(node.host)}/sql/{cluster.name}.sql"


def replica_sql(node: Node) -> str:
    """The SQL that makes a replica follow its source; it has holes."""
    return f"{folder(node.host)}/sql/{node.name}-follow.sql"


def balancer_file(balancer: Balancer) -> str:
    """haproxy.cfg of a balancer; it may have holes."""
    return f"{folder(balancer.host)}/haproxy/{balancer.name}.cfg"


def holder_file(vip: Vip, holder: Holder) -> str:
    """keepalived.conf of the keepalived that serves a holder; it may have holes.

    One keepalived serves all vips that a host holds, and one those inside a balancer's network.
    """
    where = holder.balancer.name if holder.inside and holder.balancer else "host"
    return f"{folder(holder.host)}/keepalived/{where}.conf"


def router_folder(router: Router) -> str:
    """The conf folder of a router, without a slash at its end."""
    return f"{folder(router.host)}/mycat/{router.name}"


def watch_folder(watch: Watch) -> str:
    """The folder of a Prometheus's settings and rules, without a slash at its end."""
    return f"{folder(watch.host)}/prometheus/{watch.name}"


def grafana_folder(watch: Watch) -> str:
    """The folder of what the Grafana beside a Prometheus shows, without a slash at its end."""
    return f"{folder(watch.host)}/grafana/{watch.name}"


def exporter_file(exporter: Exporter) -> str:
    """What an exporter of a database logs in by; it has holes."""
    return f"{folder(exporter.host)}/exporters/{exporter.of.name}.ini"


def stack() -> str:
    """The stack file of a Swarm."""
    return "swarm/stack.yml"
