"""Who uses which secret, and for what."""

from collections.abc import Iterator

from dbstackc.base.record import record
from dbstackc.base.span import Span
from dbstackc.check.once import called, once
from dbstackc.model.thing import Secret
from dbstackc.model.topology import Topology


@record(frozen=True, slots=True)
class Use:
    """One use of a secret.

    purpose: root, transfer, replication, application, monitor, backup, router, registry, panel,
        agents, watch, vip or status.
    who: completes "it is the password of …". at: where it was said.
    """

    secret: Secret
    purpose: str
    who: str
    at: Span


def uses_of_secrets(topology: Topology) -> Iterator[Use]:
    """Yield every use of a secret, once a statement, in the order of the topology."""
    for cluster in once(topology.clusters):
        name = called(cluster)
        for secret, purpose, who, field in (
            (cluster.root, "root", f"root on {name}", "root"),
            (cluster.sst, "transfer", f"state transfers of {name}", "sst"),
            (cluster.replication, "replication", f"replicas of {name}", "follow"),
            (cluster.user_secret, "application", f"applications on {name}", "user"),
            (cluster.monitor, "monitor", f"monitoring of {name}", "monitor"),
        ):
            if secret is not None:
                yield Use(secret, purpose, who, cluster.origin(field))
    for backup in topology.backups:
        who, at = f"what copies `{backup.name}`", backup.origin("secret")
        yield Use(backup.secret, "backup", who, at)
    for router in topology.routers:
        for user in router.users:
            who = f"`{user.name}` at router `{router.name}`"
            yield Use(user.secret, "router", who, user.origin("secret"))
    for balancer in topology.balancers:
        if balancer.stats and balancer.stats.secret:
            who, at = f"the status page of `{balancer.name}`", balancer.stats.origin("secret")
            yield Use(balancer.stats.secret, "status", who, at)
    if (hub := topology.registry) and hub.secret:
        yield Use(
            hub.secret, "registry", f"`{hub.user}` at registry `{hub.name}`", hub.origin("user")
        )
    for app in topology.services:
        for name, secret in app.secrets:
            yield Use(secret, "application", f"`{name}` of `{app.name}`", app.span)
    for panel in topology.panels:
        if panel.password:
            at = panel.origin("password")
            yield Use(panel.password, "panel", f"`admin` of panel `{panel.name}`", at)
        for agent in panel.agents[:1]:
            yield Use(
                agent.secret, "agents", f"the agents of `{panel.name}`", agent.origin("secret")
            )
    for watch in topology.watches:
        if grafana := watch.grafana:
            who, at = f"`admin` at `{grafana.name}`", grafana.origin("secret")
            yield Use(grafana.secret, "watch", who, at)
    for vip in topology.vips:
        if vip.auth:
            yield Use(vip.auth, "vip", f"the group of vip `{vip.name}`", vip.origin("auth"))


def by_secret(topology: Topology) -> list[list[Use]]:
    """Return the uses of each secret: one list a secret, one use a purpose, in order."""
    found: dict[int, dict[str, Use]] = {}
    for use in uses_of_secrets(topology):
        found.setdefault(id(use.secret), {}).setdefault(use.purpose, use)
    return [list(uses.values()) for uses in found.values()]
