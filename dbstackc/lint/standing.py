"""What each rule of .dbs files is worth over files that exist: every one has its place here.

LIFTED: it runs over the stack that was lifted out of the files. TWINS: rules over files say the
same, nearer to what is written. MOOT: it judges what only a .dbs file can say, or the absence of
what no file is bound to tell.
"""

from collections.abc import Mapping

from dbstackc.base.record import record
from dbstackc.lint.edges import (
    Speaks,
    never,
    with_both,
    with_high_port,
    with_long_addresses,
    with_port_twice,
    with_slow_vip,
)


@record(frozen=True, slots=True)
class Lifts:
    """How a rule runs over a lifted stack.

    said: fields, as "clusters.memory", that must be said: a default of the language is no word of
        the files. series: whether the tag of a cluster's image must say its version.
    help: what to do, where the rule's own help is in words of the language; None keeps it.
    beside: rules over files that, at the same line, say the same. ours: what a finding speaks of
        that the language alone decides. elsewhere: kinds of files whose places are no evidence.
    edges: whether it may say something of a certain stack that is proxies and vips alone.
    """

    said: tuple[str, ...] = ()
    series: bool = False
    help: str | None = None
    beside: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    edges: Speaks = never


_GROUP = ("(group port)", "(IST port)", "(SST port)")
"""Ports of Galera that the language takes from a node's own."""

_LED_TO = ("mycat-schema",)
"""What says where a server is, and not who opens the port: two of its names may be one server."""

LIFTED: Mapping[str, Lifts] = {
    "address-taken": Lifts(ours=("host `",), edges=with_long_addresses),
    "address-without-subnet": Lifts(help="give the network a subnet that holds it"),
    "child-of-copy": Lifts(),
    "connections-outgrow-memory": Lifts(
        said=("clusters.memory", "clusters.connections"),
        help="lower max_connections, or give the container more memory",
    ),
    "dominating-weight": Lifts(
        help="give every node the same `pc.weight`, or one that the others outvote"
    ),
    "greeting-unread": Lifts(series=True),
    "holders-differ": Lifts(
        help="let both lead to the same servers by the same ports", edges=with_both
    ),
    "host-network-by-name": Lifts(help="drop it, and write `network_mode: host`"),
    "idle-pool": Lifts(),
    "joins-apart": Lifts(),
    "memory-too-small": Lifts(said=("clusters.memory",), series=True),
    "moving-rows": Lifts(
        help="use a function by date with an end, or carry the rows over each night"
    ),
    "no-wall-between-schemas": Lifts(),
    "port-of-system": Lifts(
        help="take a port below 32768, or reserve it (net.ipv4.ip_local_reserved_ports)",
        ours=_GROUP,
        elsewhere=_LED_TO,
        edges=with_high_port,
    ),
    "outside-subnet": Lifts(),
    "port-taken": Lifts(
        beside=("published-twice", "compose/port-twice"),
        ours=_GROUP,
        elsewhere=_LED_TO,
        edges=with_port_twice,
    ),
    "publish-leads-nowhere": Lifts(help="bind the port in it, or publish one that is bound"),
    "publish-without-network": Lifts(
        help="let it bind the port that clients use, and publish nothing"
    ),
    "subnet-of-docker": Lifts(),
    "subnet-overlap": Lifts(),
    "subnet-too-small": Lifts(),
    "same-rows-two-ways": Lifts(help="place it alike in both, or give one its own database"),
    "shard-twice": Lifts(help="give each dataNode a database of its own, or leave one out"),
    "skewed-numbering": Lifts(
        said=("routers.sequence",),
        help="spread by a hash, number by a database, or take an odd number of dataNodes",
    ),
    "slow-beat": Lifts(said=("vips.beat",), help="write `advert_int 1`", edges=with_slow_vip),
    "too-many-nodes": Lifts(),
    "unreached-router": Lifts(help="add it as a server, or leave it out"),
}

TWINS: Mapping[str, tuple[str, ...]] = {
    "account-is-root": ("mycat/root-account",),
    "address-in-pool": ("fixed-in-dynamic-pool",),
    "asks-all-shards": ("mycat/er-parent-key",),
    "between-misses": ("mycat/between-misses",),
    "blind-check": ("haproxy/blind-check", "mycat/galera-heartbeat-blind"),
    "blind-visualizer": ("picture-on-worker",),
    "check-cannot-log-in": ("check-account-missing",),
    "connection-budget": ("connections-over-max",),
    "copy-missing-shard": ("mycat/global-partial-nodes",),
    "dead-mirror": ("engine/mirror-gone",),
    "default-vrid": ("keepalived/usual-router-id",),
    "end-of-life": ("image-ended",),
    "even-votes": ("quorum-of-even",),
    "forsaken-image": ("image-forsaken",),
    "fragile-swarm": ("swarm-of-one",),
    "idle-cut": ("haproxy/idle-cut",),
    "idle-shard": ("mycat/partition-count", "mycat/unused-datanode"),
    "kept-apart": ("uploads-apart",),
    "key-without-home": ("mycat/range-gap", "mycat/index-past-nodes"),
    "limit-truncates": ("mycat/limit-truncates", "mycat/limit-ignored"),
    "lone-holder": ("vip-alone",),
    "lone-router": ("router-alone",),
    "many-writers": ("haproxy/many-writers",),
    "maxconn-over-backend": ("connections-over-max",),
    "not-durable": ("mysql/commits-not-on-disk",),
    "nothing-tracked": ("keepalived/nothing-tracked",),
    "open-engine": ("engine/open-to-all",),
    "open-socket": ("socket-inside", "agent-trusts-first"),
    "open-stats": ("haproxy/status-for-all",),
    "panels-apart": ("accounts-apart",),
    "past-the-routers": ("past-the-router",),
    "range-overlap": ("mycat/range-overlap",),
    "root-secret-shared": ("password-in-two-systems",),
    "same-vrid": ("router-id-shared",),
    "schema-without-user": ("mycat/schema-without-user",),
    "secret-in-clear": ("password-in-two-systems",),
    "secret-reused": ("password-in-two-systems",),
    "sources-on-one-host": ("sources-share-host",),
    "stuck-vip": ("holders-on-one-bridge",),
    "table-twice": ("mycat/declared-twice",),
    "too-few-votes": ("quorum-of-even",),
    "unbounded-dates": ("mycat/date-exhausted",),
    "unchecked-server": ("haproxy/unchecked-server",),
    "unpinned-image": ("image-without-tag",),
    "unread-key": ("engine/unread-key",),
    "user-twice": ("mycat/declared-twice",),
}

_ZONES = "no file says which machines fail together"
_UNSEEN = "what is not in these files may be made elsewhere, by hand or by another tool"
_OURS = "what is declared was made of what the files use, or is left out"
_MACHINES = "of which machine a file speaks is seldom told"
_POOLS = "how many connections an application keeps, and for how long, is in its own settings"
_MACVLAN = "a network that reaches nobody outside may be meant to"
_SWARM = "machines may form a Swarm of which no file tells"
_PANELS = "panels that are lifted are few, and no file tells where the others are"
_COPIES = "what copies clusters is not lifted"
_WATCHES = "what a Prometheus asks, and whom it tells, stands in a file that is not read"

MOOT: Mapping[str, str] = {
    "account-twice": "accounts of one name are taken for one",
    "address-not-routable": "127.0.0.1 in a file is the machine that reads it",
    "address-without-network": "Docker itself refuses an address without a network",
    "agents-apart": _PANELS,
    "alert-to-nobody": _WATCHES,
    "arbiter-beside-member": "no file says that a container only votes",
    "bridge-between-hosts": "files of two machines may call two networks by one name",
    "clear-mirror": _MACHINES,
    "clear-registry": _MACHINES,
    "closed-to-clients": _MACHINES,
    "copied-from-writer": _COPIES,
    "copies-beside-rows": _COPIES,
    "copy-replaced": _COPIES,
    "crowded-door": _POOLS,
    "door-taken": "HAProxy itself refuses two proxies of one name",
    "doorless-balancer": "a haproxy.cfg may be one of several that are read together",
    "encrypted-overlay": _SWARM,
    "even-swarm": "managers may have joined of whom no file tells",
    "external-in-network": "what is in a network may be a container that was not seen",
    "external-is-ours": "what is at an address of ours is taken for ours",
    "fast-across-zones": _ZONES,
    "fleeting-copies": _COPIES,
    "forward-needs-ipvs": "whoever has a virtual_server knows of IPVS",
    "half-closed": _MACHINES,
    "host-memory": "no file says how much memory a machine has",
    "idle-image": _OURS,
    "image-overrules": "it looks at what is written for a container, not at one that is there",
    "live-in-swarm": _MACHINES,
    "lone-balancer": _UNSEEN,
    "lone-source": "a database alone is a choice, and its replicas may be elsewhere",
    "lone-watch": _WATCHES,
    "macvlan-without-address": _MACVLAN,
    "macvlan-without-parent": _MACVLAN,
    "mirror-unread": _MACHINES,
    "mixed-mycat": "no file says which MyCat an image holds",
    "mixed-numbering": "one server.xml is taken for that of all routers",
    "name-too-long": "the engines refuse such a name, or cut it before it is in a file",
    "no-follow-secret": _UNSEEN,
    "no-root-secret": _UNSEEN,
    "no-shell": "only what a bundle starts needs one",
    "no-transfer-secret": _UNSEEN,
    "no-user-secret": _UNSEEN,
    "no-vrrp-auth": "it keeps out nobody who can hear it, and many leave it away for that",
    "nobody-listens": "what an application comes to may be opened by what was not seen",
    "one-basket": _ZONES,
    "open-registry": _UNSEEN,
    "open-to-the-world": _MACHINES,
    "open-metrics": _WATCHES,
    "overlay-not-attachable": _SWARM,
    "overlay-without-swarm": _SWARM,
    "past-firewalld": _MACHINES,
    "past-the-firewall": _MACHINES,
    "pool-taken": "which machine reads a daemon.json is seldom told",
    "port-needs-root": "which network an engine without a container is in, no file says",
    "port-of-swarm": _MACHINES,
    "preempt-flaps": "taking a vip back is what keepalived does unless it is told",
    "published-nowhere": _UNSEEN,
    "quorum-in-one-zone": _ZONES,
    "quorum-on-one-host": "files of one machine may be copied to three",
    "rancher-rules-kubernetes": "whoever runs Rancher may have a Kubernetes beside this stack",
    "reader-only": "a schema that is only read may be what its author asked for",
    "replica-beside-source": "files of one machine may be copied to several",
    "replicas-in-one-zone": _ZONES,
    "retired-machine": _MACHINES,
    "slot-needs-column": "whether the column is there, the database knows",
    "slow-check": "HAProxy's own pace, which is not ours, holds where none is said",
    "small-gcache": "a gcache is carried unread",
    "stale-pool": _POOLS,
    "swarm-in-one-zone": _ZONES,
    "track-of-nothing": "what a holder tracks is a script",
    "unbacked-cluster": _COPIES,
    "unchecked-archive": "a Dockerfile is not read",
    "uneven-timeouts": "each proxy has times of its own, of which one is lifted",
    "unread-options": "where options of a container lie, its own mounts say",
    "untried-mycat": _OURS,
    "unused-cluster": _UNSEEN,
    "unused-external": _OURS,
    "unused-host": _OURS,
    "unused-network": _OURS,
    "unused-secret": _OURS,
    "unwatched-cluster": _WATCHES,
    "verbatim-overrules": "lines are carried unread where nothing else says them",
    "version-differs": _OURS,
    "version-unknown": "an image with a vague tag is told of by image-without-tag",
    "vip-off-subnet": "a holder speaks VRRP from one address, and may have others",
    "weight-out-of-range": "the server itself ends with another one",
    "weightless": "weights of servers are not lifted",
    "wrong-engine": "what an image holds decides what the cluster is taken for",
    "wrong-java": "a Dockerfile is not read",
    "zero-in-check": "HAProxy itself refuses it",
}


def standing(name: str) -> str:
    """Return in a sentence what a rule of .dbs files is worth over files that exist."""
    if name in LIFTED:
        return "`dbstackc lint` asks it of the stack that it lifts out of them."
    if name in TWINS:
        rules = " and ".join(f"`{twin}`" for twin in TWINS[name])
        return f"There {rules} {'says' if len(TWINS[name]) == 1 else 'say'} it."
    return f"It is not asked there: {MOOT[name]}."
