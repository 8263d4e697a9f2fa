"""How to draw a valid topology: the one place that knows, for every law.

Each drawn text compiles without an error; every word of the language is drawn, and a house test
fails when a new word is not.
"""

from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.laws import machines
from tests.laws.corners import corners
from tests.laws.panels import panels

SECRETS = (
    *("root", "sst", "replication", "app", "admin", "stats", "vrrp", "monitor", "copies"),
    "grafana",
)

METHODS = {
    "mod": "",
    "hash": "",
    "jump": "",
    "murmur": "{ seed 7; points 32 }",
    "slot": "",
    "segments": "",
    "text-segments": '{ slice "0:4" }',
    "substring": "{ start 0; size 2 }",
    "range": "{ rows 0..999 to 0; rows 1000..1999 to %(last)s; otherwise 0 }",
    "map": '{ key "bj" to 0; key "sh", "gz" to %(last)s; otherwise 0 }',
    "pattern": "{ rows 0..511 to 0; rows 512..1023 to %(last)s }",
    "prefix": "{ length 2; modulus 64; rows 0..31 to 0; rows 32..63 to %(last)s }",
    "range-mod": "{ rows 0..999 to 1; otherwise 0 }",
    "date": '{ begin "2024-01-01"; end "2024-01-02"; days 2 }',
    "month": '{ begin "2024-01-01"; end "2024-01-31" }',
    "month-history": '{ begin "2024-01-01"; end "2024-01-31" }',
    "date-hash": '{ begin "2024-01-01 00:00:00"; days 30; group 1 }',
    "hot-date": "{ hot 10; days 30 }",
}
"""A block for every method that is good for any number of shards, at least one."""

WIDE = [
    "replication w[1..31] { nodes 1 on vm[1..3] from 9401 }",
    "schema days on w[1..31] { table log by day-hour(hour) { slices 1 } }",
]
"""What needs a shard for every day of a month."""


@dataclass(frozen=True)
class Drawn:
    """A drawn topology.

    text: one whole file. overlay: a second file that uses the first as `stack.dbs`, or "".
    """

    text: str
    overlay: str = ""


@st.composite
def topologies(draw: DrawFn, most_clusters: int = 3, swarm: bool = True) -> Drawn:
    """Draw a topology of up to seven hosts that compiles without an error."""
    hosts = draw(st.integers(3, 7))
    lines = ["dbs 1", _comment(draw), _secrets(draw), *_hosts(draw, hosts)]
    overlay = draw(st.booleans())
    if overlay:
        lines.append("network net { driver overlay; subnet 10.77.0.0/16; attachable yes }")
    lines += _settings(draw, "net" if overlay else "")
    galera = draw(st.integers(0, most_clusters))
    follow = draw(st.integers(0 if galera else 1, 2))
    names: list[str] = []
    for index in range(galera):
        names.append(f"g{index}")
        lines += _galera(draw, index, hosts)
    for index in range(follow):
        names.append(f"r{index}")
        lines += _replication(draw, index, hosts)
    schemas = [_schema(draw, index, names) for index in range(draw(st.integers(0, 2)))]
    for schema in schemas:
        lines += schema
    if draw(st.integers(0, 9)) == 0:
        lines += WIDE
    if schemas:
        lines += _routers(draw, len(schemas))
    lines += _balancers(draw, names, bool(schemas))
    lines += machines.machines(draw, hosts)
    lines += machines.applications(draw)
    lines += machines.watches(draw)
    if draw(st.booleans()):
        lines.append("deploy compose")
    carried = swarm and draw(st.booleans())
    if carried:
        lines.append(machines.swarm(draw))
    else:
        lines += corners(draw)  # a Swarm has no network that is on the LAN
    joined = carried or any("driver overlay" in line for line in lines)
    lines += panels(draw, hosts, carried=carried, joined=joined)
    amended = draw(st.booleans())
    return Drawn("\n".join(lines) + "\n", _overlay(draw, names) if amended else "")


def _comment(draw: DrawFn) -> str:
    return draw(st.sampled_from(["", "# a stack", "## documented\n", "\n\n"]))


def _secrets(draw: DrawFn) -> str:
    kind = draw(st.sampled_from(["env", 'file "/run/keys/db"', 'vault "kv/db"']))
    first, rest = SECRETS[0], ", ".join(SECRETS[1:])
    return f"secret {first} from {kind}\nsecret {rest} from env"


def _hosts(draw: DrawFn, count: int) -> list[str]:
    base = draw(st.sampled_from(["10.1.0", "192.168.123", "172.30.5"]))
    device = draw(st.sampled_from(["", " on ens33"]))
    memory = draw(st.sampled_from(["", " { memory 64G }"]))
    zones = ", ".join(f"z{index}" for index in range(count))
    zone = draw(st.sampled_from(["", f" in zone[{zones}]"]))
    return [f"host vm[1..{count}] at {base}.[11..{10 + count}]{zone}{device}{memory}"]


def _settings(draw: DrawFn, network: str) -> list[str]:
    low = draw(st.integers(2, 20))
    inner = [
        "root secret.root",
        f"pool {'$pool' if draw(st.booleans()) else f'{low}..50'}",
        f"memory {draw(st.sampled_from(['512M', '1G', '3G']))}",
        "user app with secret.app",
    ]
    if network:
        inner.append(f"network {network}")
    if draw(st.booleans()):
        inner.append("monitor exporter with secret.monitor")
    if draw(st.booleans()):
        inner.append("check as probe")
    if draw(st.booleans()):
        inner.append(f"durable {draw(st.sampled_from(['yes', 'no']))}")
    image = draw(
        st.sampled_from(
            [
                'image "percona/percona-xtradb-cluster:8.0.43"',
                'image "mariadb:10.11"',
                "gcache 512M",
            ]
        )
    )
    other = draw(st.sampled_from(['image "mysql:8.4.10"', 'image "mysql:8.0.43"', "memory 2G"]))
    return [
        f"let pool {low}..60",
        "defaults cluster { " + "; ".join(inner) + " }",
        f"defaults pxc {{ {image}; sst secret.sst }}",
        f"defaults replication {{ {other}; follow as backup with secret.replication }}",
    ]


def _galera(draw: DrawFn, index: int, hosts: int) -> list[str]:
    port = 9001 + 20 * index
    size = draw(st.sampled_from([3, 3, 5] if hosts >= 5 else [3]))
    extra = []
    if draw(st.booleans()):
        extra.append("failover fast")
    if draw(st.booleans()):
        extra.append('verbatim "wsrep_slave_threads = 4"')
    body = "; ".join(extra)
    tail = f"; {body}" if body else ""
    style = draw(st.sampled_from(["named", "counted", "arbiter"]))
    if style == "arbiter":
        names = f"nodes g{index}n[1..2] on vm[1..2]:{port}; arbiter g{index}a on vm3:{port}"
    elif style == "named":
        names = f"nodes g{index}n[1..{size}] on vm[1..{size}]:{port}"
    else:
        names = f"nodes {size} on vm[1..{hosts}] from {port}"
    kept = machines.backup(draw, f"g{index}", "" if style == "counted" else f"g{index}n1")
    return [f"pxc g{index} {{ {names}{tail} }}", *kept]


def _replication(draw: DrawFn, index: int, hosts: int) -> list[str]:
    port = 9201 + 20 * index
    source = draw(st.integers(1, hosts))
    others = [host for host in range(1, hosts + 1) if host != source][: draw(st.integers(1, 3))]
    if draw(st.booleans()):
        line = f"replication r{index} {{ nodes 3 on vm[1..{hosts}] from {port} }}"
        return [line, *machines.backup(draw, f"r{index}", "")]
    replicas = ", ".join(f"vm{host}:{port}" for host in others)
    names = f"r{index}f[1..{len(others)}]"
    return [
        f"replication r{index} {{",
        f"  source r{index}s on vm{source}:{port}",
        f"  replicas {names} on {replicas}",
        "}",
        *machines.backup(draw, f"r{index}", f"r{index}s"),
    ]


def _schema(draw: DrawFn, index: int, clusters: list[str]) -> list[str]:
    count = draw(st.integers(1, len(clusters)))
    used = clusters[:count]
    databases = draw(st.sampled_from(["", "store", f"store[1..{count}]"]))
    if count == 1 and draw(st.booleans()):
        used, databases = used * 3, "store[1..3]"
    labels = [f"s{index}_{place}{name}" for place, name in enumerate(used)]
    one = draw(st.sampled_from([labels, used if len(used) == count else labels]))
    shards = ", ".join(labels)
    lines = [f"schema shop{index} on {', '.join(used)} as {shards} {{"]
    if draw(st.booleans()):
        lines.append(f"  limit {draw(st.integers(1, 1000))}")
    if draw(st.booleans()):
        lines.append(f"  fallback {one[0]}")
    if databases:
        lines.append(f"  database {databases}")
    for place, method in enumerate(draw(st.lists(st.sampled_from(sorted(METHODS)), max_size=3))):
        block = METHODS[method] % {"last": len(used) - 1} if METHODS[method] else ""
        child = f"table line{place} by parent(order_id) to id {{ primary line_id }}"
        block = block or ("{ " + child + " }" if draw(st.booleans()) else "")
        lines.append(f"  table t{place} by {method}(id) {block}")
    lines.append("  table country, currency by copy { primary id }")
    lines.append(f"  table config on {one[-1]} {{ primary id; auto {draw(_switch)} }}")
    return [*lines, "}"]


_switch = st.sampled_from(["yes", "no"])


def _routers(draw: DrawFn, schemas: int) -> list[str]:
    names = ", ".join(f"shop{index}" for index in range(schemas))
    sequence = draw(st.sampled_from(["time", "database", "file", "snowflake"]))
    count = draw(st.sampled_from([1, 2])) if sequence != "file" else 1
    reader = draw(st.sampled_from(["", f"; user report with secret.admin for {names} as reader"]))
    version = draw(st.sampled_from(["1.6.7.4", "1.6.7.6"]))
    pattern = f"m[1..{count}]" if count > 1 else "m1"
    place = f"vm[1..{count}]" if count > 1 else "vm1"
    return [
        f"mycat {pattern} on {place} {{",
        f"  user app with secret.app for {names}{reader}",
        f'  memory 2G; sequence {sequence}; version {version}; image "dbstackc/mycat:{version}"',
        "}",
    ]


def _balancers(draw: DrawFn, clusters: list[str], routed: bool) -> list[str]:
    if not draw(st.booleans()):
        return ["external legacy[1..2] at 10.9.9.[1..2]:3306"]
    lines = ["haproxy h[1..2] on vm[1..2] {"]
    if draw(st.booleans()):
        lines.append('  stats "/status" on 8404 for admin with secret.stats')
    if draw(st.booleans()):
        lines.append("  timeout connect(3s), client(1h), server(1h)")
    if routed:
        router = "m1"
        lines.append(f"  listen sql on 3306 to {router} by leastconn {{ check every 3s }}")
    for index, name in enumerate(clusters[:2]):
        method = draw(st.sampled_from(["roundrobin", "leastconn", "source"]))
        lines.append(f"  listen {name}-w on {7001 + index} to {name} for writes")
        lines.append(f"  listen {name}-r on {7101 + index} to {name} for reads by {method} {{")
        lines.append("    server weight(10), maxconn(50)")
        lines.append("    check every 2s { fall 2; rise 3 }")
        lines.append("  }")
    lines.append("}")
    if draw(st.booleans()):
        beat = draw(st.sampled_from(["1s", "200ms"]))
        auth = "auth secret.vrrp; " if beat == "1s" else ""
        lines.append(
            f"vip db at 10.8.8.{draw(st.integers(1, 250))}/24 to h[1..2] {{"
            f" {auth}beat {beat}; preempt {draw(_switch)} }}"
        )
    return lines


def _overlay(draw: DrawFn, clusters: list[str]) -> str:
    lines = ["dbs 1", 'use "stack.dbs"', "amend let pool 3..40"]
    if draw(st.booleans()):
        word = "pxc" if clusters[0].startswith("g") else "replication"
        lines.append(f"amend {word} {clusters[0]} {{ memory 4G }}")
    if draw(st.booleans()):
        lines.append("secret spare from env\ndrop secret spare")
    return "\n".join(lines) + "\n"
