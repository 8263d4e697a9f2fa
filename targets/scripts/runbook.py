"""The page that a person opens first."""

from dbstackc.base.quantity import Duration
from dbstackc.base.text import bracketed
from dbstackc.emit.document import Document
from dbstackc.emit.pull import pulled
from dbstackc.emit.service.build import services
from dbstackc.emit.trace import Lines
from dbstackc.model.topology import Topology

from .panels import panel_lines

MACHINES = """\
## Machines

    ./engine.sh                         # before the first start, and after each change

Sets the kernel and the Docker of each host as `hosts/HOST/engine/` says, one host after another. A
host whose `daemon.json` changed restarts its Docker; the file that was there comes back if Docker
does not start with the new one.
"""

COMPOSE = """\
## Start

    dbstackc secrets FILE.dbs -o .      # once: random secrets, kept beside this folder
    ./up.sh

`up.sh` runs `steps/` in order; each step prints what it does, and may be run again:

| step | what it does |
|---|---|
| `10-copy.sh` | copies each host's folder, with the secrets that the host needs, to the host |
| `20-networks.sh` | creates the networks that span hosts |
| `30-fill.sh` | fills the holes of each host's files, on the host |
%s| `40-born.sh` | starts each Galera cluster that never ran, once in its life |
| `50-start.sh` | starts all nodes, and waits for them |
| `60-follow.sh` | makes replicas follow their sources |
| `70-front.sh` | starts routers, balancers, what holds addresses, and all that stands around |

Hosts are reached by ssh as root; `steps/on.sh` lists the variables that change this, such as
`DBS_HERE="vm1"` for the machine you sit at. One host alone:

    cd hosts/HOST && ./fill.sh && docker compose up -d

## Look

    ./status.sh

## Stop

    ./down.sh                           # data stays in its volumes

## A Galera cluster that is down as a whole

After a power cut it comes back by itself as soon as all its members run again. After a stop of all
members, or when that does not help:

    ./recover.sh CLUSTER

It starts the cluster with the member that has the most data, and refuses while any member serves,
or while one cannot be asked. Never start a second `bootstrap.yml`: it would make a second cluster.
"""

IMAGES = (
    "| `35-images.sh` | builds on each host the images that no registry has, from `images/` |\n"
)

REGISTRY = (
    "| `33-registry.sh` | starts the registry, fills it (`again`: anew), and logs hosts in |\n"
)

REPLICATION = """
## A source that is lost

A replica takes over by hand, so that no write is lost unseen. On the replica with the most data:

    STOP REPLICA; RESET REPLICA ALL;
    RESET PERSIST super_read_only;
    SET GLOBAL super_read_only = OFF; SET GLOBAL read_only = OFF;

(MariaDB: STOP SLAVE; RESET SLAVE ALL; SET GLOBAL read_only = OFF.) Then make it the source in the
.dbs file, build again, and run `steps/10-copy.sh`, `steps/30-fill.sh`, `steps/60-follow.sh` and
`steps/70-front.sh`. The binary log keeps 30 days: a replica that is added later starts from a
backup or a clone, not empty.
"""

STARTS = {"compose": "`up.sh`", "swarm": "`swarm/init.sh`"}
"""What starts a stack, by what carries it."""

FIREWALL = """
## Firewalls

`steps/80-close.sh`, a step of %s, closes the hosts to all but what the
stack needs. Each host opens again by itself after a minute, unless a login that was made
meanwhile got through. By hand, on a host: `./firewall/close.sh`, then from a new login
`./firewall/close.sh keep`; `open` takes it away. What is let in, and why, stands in
`hosts/HOST/firewall/`. Networks of kind macvlan pass it by.
"""

BACKUP = """
## Copies

    ./backup.sh [CLUSTER]               # now, beside what the timers of the hosts do

Each cluster is copied on the host of one of its nodes, as `hosts/HOST/backup/backup.txt` says, by a
timer of systemd; `journalctl -u 'dbstackc-backup-*'` on the host tells how that went. A copy is a
folder that has its name once it was read back. `hosts/HOST/backup/backup.sh CLUSTER list` shows
them, `check COPY` reads one again. A cluster that was made before it had a backup lacks the
account: run its `sql/CLUSTER.sql` once more, as root.

    ./restore.sh CLUSTER COPY --yes

Brings a cluster back to what it was when the copy was taken; without `--yes` it says what it would
do. The data that nodes have now is put aside first, in volumes of its own, and never removed.
"""

WATCH = """
## Look from afar

Prometheus looks at the stack every %s, and Grafana draws it. Neither lets anybody change anything.

%s

What Prometheus calls for, what it means and what to do: `ALERTS.md`. What a host does by a clock is
written to `/var/lib/dbstackc/metrics`, where its exporter reads it.
"""

SWARM = """\
## Start on Swarm

    dbstackc secrets FILE.dbs -o .
    ./swarm/init.sh

On the first manager: makes the swarm, joins the other hosts, labels them, fills the files and
deploys `swarm/stack.yml`. The first time it is laid under `swarm/bootstrap.yml`, which makes each
Galera cluster, once in its life. At the end replicas are told whom to follow.
`./swarm/leave.sh HOST` takes a host out of the swarm.
"""

SECRETS = """
## Secrets

No file here holds one. Where a secret belongs, a file has a hole, `@@secret.NAME@@`; `fill.sh`, on
the host, writes the filled copy to `filled/`, for its reader alone. A secret that comes from the
environment may be given so (`NAME=… ./fill.sh`), or lies in `secrets/NAME`.
"""


def runbook(topology: Topology) -> Document:
    """Return README.md: what lies where, and what to do in which order."""
    engines = {deployment.engine for deployment in topology.deployments} or {"compose"}
    lines = Lines()
    lines.add(f"# {topology.name}")
    lines.add(f"\n{_count(topology)}. Made by dbstackc: change the .dbs file, not these files.\n")
    if topology.engines:
        lines.add(MACHINES)
    if "compose" in engines:
        built = has_images(topology)
        rows = (REGISTRY if topology.registry else "") + (IMAGES if built else "")
        lines.add(COMPOSE.replace("%s", rows)[:-1])
        if any(cluster.kind == "replication" for cluster in topology.clusters):
            lines.add(REPLICATION[:-1])
    if "swarm" in engines:
        lines.add(("\n" if "compose" in engines else "") + SWARM[:-1])
    if topology.backups:
        lines.add(BACKUP[:-1])
    if topology.watches:
        lines.add(_watch(topology)[:-1], topology.watches[0].span)
    if topology.firewalls:
        starts = [path for engine, path in STARTS.items() if engine in engines]
        lines.add((FIREWALL % " and of ".join(starts))[:-1])
    for line in panel_lines(topology):
        lines.add(line)
    lines.add(SECRETS[:-1])
    return Document(path="README.md", lines=lines, title="what to do, in which order")


def _watch(topology: Topology) -> str:
    """Return the section on who looks at the stack, and where."""
    rows = ["| where | what |", "|---|---|"]
    for watch in topology.watches:
        shown = bracketed(watch.host.address)
        rows.append(f"| `http://{shown}:{watch.port}` | Prometheus {watch.name} |")
        if watch.grafana:
            who = f"Grafana; `admin` logs in, with the secret {watch.grafana.secret.name}"
            rows.append(f"| `http://{shown}:{watch.grafana.port}` | {who} |")
    every = str(Duration(topology.watches[0].every))
    return WATCH % (every, "\n".join(rows))


def has_images(topology: Topology) -> bool:
    """Tell whether something runs an image that the bundle builds."""
    tags = {pulled(topology, image.tag) for image in topology.images}
    return any(service.recipe.image in tags for service in services(topology))


def _count(topology: Topology) -> str:
    """Return one line on how large the stack is."""
    numbers = (
        ("host", len(topology.hosts)),
        ("cluster", len(topology.clusters)),
        ("node", sum(len(cluster.nodes) for cluster in topology.clusters)),
        ("router", len(topology.routers)),
        ("balancer", len(topology.balancers)),
        ("vip", len(topology.vips)),
    )
    parts = [f"{count} {word}{'' if count == 1 else 's'}" for word, count in numbers if count]
    return ", ".join(parts) or "Nothing"
