"""How to draw what stands around the databases: engines and firewalls of hosts, images."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn


def machines(draw: DrawFn, hosts: int) -> list[str]:
    """Draw statements about some of the hosts, or none; all of them stand for themselves."""
    around = [*_engine(draw, hosts), *_images(draw), *_registry(draw), *_inventory(draw)]
    return [*around, *_firewall(draw, hosts)]


def _firewall(draw: DrawFn, hosts: int) -> list[str]:
    if not draw(st.booleans()):
        return []
    inner = ["admin 10.86.0.0/24, [fd00:86::]/64; clients 10.86.0.0/16, 10.87.0.0/16"]
    if draw(st.booleans()):
        inner.append("ssh 2222")
    reader = draw(st.sampled_from(["", " by nftables", " by firewalld"]))
    where = draw(st.sampled_from(["", f" on vm[1..{hosts - 1}]"]))
    lines = [f"firewall lan{where}{reader} {{ {'; '.join(inner)} }}"]
    if where and draw(st.booleans()):
        other = draw(st.sampled_from(["", " by nftables", " by firewalld"]))
        lines.append(f"firewall edge on vm{hosts}{other} {{ admin 10.85.0.0/24 }}")
    return lines


def _inventory(draw: DrawFn) -> list[str]:
    if draw(st.booleans()):
        return []
    ways = draw(st.permutations(["contexts", "ansible", "cloud-init", "docker-machine"]))
    tail = " { login admin; port 2222 }" if draw(st.booleans()) else ""
    return [f"inventory {', '.join(ways[: draw(st.integers(1, 4))])}{tail}"]


def _registry(draw: DrawFn) -> list[str]:
    if draw(st.integers(0, 2)):
        return []
    inner = ['certificate "/etc/ssl/hub.crt"; key "/etc/ssl/hub.key"']
    if draw(st.booleans()):
        inner.append("user puller with secret.admin")
    if draw(st.booleans()):
        inner.append('authority "/etc/ssl/ca.crt"')
    if draw(st.booleans()):
        inner.append('image "registry:3.0.0"')
    place = draw(st.sampled_from(["vm1", "vm1:5001"]))
    return [f"registry hub on {place} {{ {'; '.join(inner)} }}"]


def _images(draw: DrawFn) -> list[str]:
    if not draw(st.booleans()):
        return []
    tools = "packages procps, iproute2" if draw(st.booleans()) else 'base "debian:13-slim"'
    plain = draw(st.sampled_from(["", " by plain"]))
    lines = [f'image tools as "registry.example.org:5000/tools:1"{plain} {{ {tools} }}']
    if draw(st.booleans()):
        digest = "@sha256:" + "0" * 64 if draw(st.booleans()) else ""
        inner = f'base "debian:12-slim{digest}"; verbatim "ENV TZ=UTC"'
        lines.append(f'image k as "dbstackc/keepalived:2.2" by keepalived {{ {inner} }}')
    if draw(st.booleans()):
        inner = f'sha256 {"0" * 64}; archive "https://example.org/mycat.tar.gz"'
        lines.append(f'image m as "dbstackc/mycat:1.6.7.4" by mycat {{ {inner} }}')
    return lines


def _engine(draw: DrawFn, hosts: int) -> list[str]:
    if not draw(st.booleans()):
        return []
    inner = ["log 5M"]
    if draw(st.booleans()):
        inner.append('mirror "https://mirror.example.org", "https://other.example.org:5000"')
    if draw(st.booleans()):
        inner.append("pool 10.240.0.0/14; keep 5")
    if draw(st.booleans()):
        inner.append("metrics 9323")
    if draw(st.booleans()):
        inner.append("live no")  # a Swarm refuses the other
    if draw(st.booleans()):
        inner.append('verbatim "\\"max-concurrent-downloads\\": 6"')
    count = draw(st.integers(1, hosts))
    return [f"engine docker on vm[1..{count}] {{ {'; '.join(inner)} }}"]


def swarm(draw: DrawFn) -> str:
    """Draw a Swarm of the first three hosts."""
    inner = ["managers vm[1..3]"]
    if draw(st.booleans()):
        inner.append("pool 10.251.0.0/16")
    if draw(st.booleans()):
        inner.append("label disk as ssd on vm[1..2]; label rack as r1 on vm1")
    return f"deploy swarm {{ {'; '.join(inner)} }}"


def applications(draw: DrawFn) -> list[str]:
    """Draw an application of the first two hosts that comes in by a door of its own, or none."""
    if not draw(st.booleans()):
        return []
    kept = draw(st.sampled_from(("", " { pool 0..40 }", " { pool 5..5; idle 10m }")))
    inner = [f'image "wordpress:6.8-apache"; reach DB_HOST to appdoor:3701{kept}']
    if draw(st.booleans()):
        inner.append('set DB_NAME to "$shop"; give DB_PASSWORD_FILE with secret.app')
    if draw(st.booleans()):
        inner.append('memory 300M; keep "/var/www/html"; health "curl -fs http://127.0.0.1:3800/"')
    door = "haproxy appdoor on vm3 { listen app on 3701 to behindapp }"
    far = "external behindapp at 10.88.0.1:3306"
    return [far, door, f"service blog[1..2] on vm[1..2]:3800 {{ {'; '.join(inner)} }}"]


def backup(draw: DrawFn, cluster: str, node: str) -> list[str]:
    """Draw copies of a cluster, or none; node: one of it that has a name, or ""."""
    if not draw(st.booleans()):
        return []
    when = draw(st.sampled_from(["at 03:15", "every 6h", "at 23:59 every 30m", "every 1d"]))
    where = f" from {node}" if node and draw(st.booleans()) else ""
    who = draw(st.sampled_from(["", " as saver"]))
    keep = draw(st.sampled_from(["", "keep 14", "keep 3d; mounted yes", 'then "/usr/sbin/away"']))
    tail = f" {{ {keep} }}" if keep else ""
    return [f'backup {cluster}{where} to "/var/backups/db" {when}{who} with secret.copies{tail}']


def watches(draw: DrawFn) -> list[str]:
    """Draw what looks at the stack, or nothing; what tells it stands wherever something runs."""
    if not draw(st.booleans()):
        return []
    every = draw(st.sampled_from(["", " every 5s", " every 90s"]))
    inner = ["keep 15d"]
    lines = []
    if draw(st.booleans()):
        inner.append('memory 2G; image "prom/prometheus:v2.53.4"')
    if draw(st.booleans()):
        lines.append("external pager[1..2] at 10.88.1.[1..2]:9093")
        inner.append("alert pager[1..2]")
    if draw(st.booleans()):
        more = ' { image "grafana/grafana:11.6.1"; memory 300M }' if draw(st.booleans()) else ""
        port = draw(st.sampled_from(["", " on 3900"]))
        inner.append(f"grafana{port} with secret.grafana{more}")
    for kind in ("host", "database", "containers"):
        if draw(st.booleans()):
            image = draw(st.sampled_from([f'image "mirror.example.org/{kind}:v1"', "memory 90M"]))
            inner.append(f"exporter {kind} {{ {image} }}")
    place = draw(st.sampled_from(["eye on vm1", "eye[1..2] on vm[2..3]:9190"]))
    return [*lines, f"watch {place}{every} {{ {'; '.join(inner)} }}"]
