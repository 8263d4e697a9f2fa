"""Copy clusters that a Swarm of three real engines carries, and bring them back. It is no test.

    python -m tests.deep.rows

As root, with docker.io, mmdebstrap and a mirror of Debian; some minutes. Instead of the image
`mariadb` there is MariaDB of Debian 12, behind an entrypoint that does what the image's own does.
"""

import json
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.deep import base
from tests.deep.docker import Docker, bundle, engine
from tests.deep.swarm import script, share, wire

STACK = """dbs 1
secret root, sst, app, follow, copies from env
host vm[1..3] at 10.90.0.[1..3] on wire
network mesh { driver overlay; subnet 10.91.0.0/24 }
engine docker on vm[1..3] { log 5M }
deploy swarm { managers vm[1..3] }
defaults cluster {
  image "mariadb:10.11"; network mesh; memory 512M
  root secret.root; user app with secret.app; check as haproxy
}
pxc shop { nodes shop[1..3] on vm[1..3]:9001; sst secret.sst; gcache 32M }
replication logs {
  source l1 on vm1:9003; replicas l2 on vm2:9003; follow as f with secret.follow
}
schema s on shop
schema l on logs
backup shop, logs to "/var/backups/db" at 03:15 with secret.copies
"""

MARIADB = """FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends \\
    mariadb-server mariadb-client mariadb-backup galera-4 socat rsync procps iproute2
RUN groupmod -g 999 mysql && usermod -u 999 -g 999 mysql && rm -rf /var/lib/mysql/* \\
    && mkdir -p /run/mysqld /docker-entrypoint-initdb.d \\
    && chown -R mysql: /var/lib/mysql /run/mysqld
COPY mariadb.cnf /etc/mysql/mariadb.cnf
COPY docker-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
RUN chmod 755 /usr/local/bin/docker-entrypoint.sh
VOLUME /var/lib/mysql
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["mariadbd"]
"""

CONFIG = """[client-server]
socket = /run/mysqld/mysqld.sock
!includedir /etc/mysql/conf.d/
"""

ENTRYPOINT = r"""#!/bin/bash
set -e
if [ "$1" = mariadbd ]; then
    if [ "$(id -u)" = 0 ]; then
        export MYSQL_ROOT_PASSWORD="$(cat "$MYSQL_ROOT_PASSWORD_FILE")"
        chown mysql: /var/lib/mysql /run/mysqld
        exec setpriv --reuid=999 --regid=999 --clear-groups "$0" "$@"
    fi
    if [ ! -d /var/lib/mysql/mysql ]; then
        mariadb-install-db --auth-root-authentication-method=normal --skip-test-db >/dev/null
        mariadbd --skip-networking --wsrep_on=OFF --loose-wsrep_provider=none &
        for _ in $(seq 60); do mariadb -u root -e "SELECT 1" >/dev/null 2>&1 && break; sleep 1; done
        printf "SET sql_log_bin = 0; ALTER USER root@localhost IDENTIFIED BY '%s';\n" \
            "$MYSQL_ROOT_PASSWORD" | mariadb -u root
        export MYSQL_PWD=$MYSQL_ROOT_PASSWORD
        for each in /docker-entrypoint-initdb.d/*.sql; do
            [ ! -e "$each" ] || mariadb -u root <"$each"
        done
        mariadb-admin -u root shutdown
        wait
    fi
    unset MYSQL_ROOT_PASSWORD MYSQL_PWD
fi
exec "$@"
"""

FILES = {"Dockerfile": MARIADB, "mariadb.cnf": CONFIG, "docker-entrypoint.sh": ENTRYPOINT}

TAG = "mariadb:10.11"

PLACES = {
    "shop1": "vm1", "shop2": "vm2", "shop3": "vm3", "l1": "vm1", "l2": "vm2",
}  # fmt: skip


def main() -> None:
    """Run it all; the first thing that is not so ends it."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as left:
        place = Path(name)
        tree = base.root(place)
        source = place / "stack.dbs"
        source.write_text(STACK)
        out = bundle(str(source), place, secrets=("root", "copies"))
        left.enter_context(wire())
        engines = {}
        for host in ("vm1", "vm2", "vm3"):
            said = json.loads((out / f"hosts/{host}/engine/daemon.json").read_text())
            made = engine(f"dbs-{host}", place / host, said, usual=True)
            engines[host] = left.enter_context(made)
        first = engines["vm1"]
        base.bases(first, tree)
        base.build(first, TAG, FILES)
        share(engines, TAG)
        swarm = Swarm(out, engines)
        _born(swarm)
        for cluster, nodes in (("shop", ("shop1", "shop2", "shop3")), ("logs", ("l1", "l2"))):
            _back(swarm, cluster, nodes)
        _as_before(swarm)


class Swarm:
    """A stack that a Swarm carries; what its hosts keep lies in folders beside the bundle."""

    def __init__(self, out: Path, engines: dict[str, Docker]) -> None:
        self.out, self.engines = out, engines
        self.copies = out.parent / "under/var/backups/db/stack"

    def script(self, *words: str) -> str:
        """Run a script of the bundle."""
        more = {"DBS_UNDER": str(self.out.parent / "under"), "DBS_PLACE": f"{self.out.parent}/opt"}
        (self.out.parent / "under").mkdir(exist_ok=True)
        return script(self.out, self.engines, *words, **more)

    def ask(self, node: str, sql: str) -> str:
        """Ask a node as root, and return what it answers, or nothing where it does not."""
        docker = self.engines[PLACES[node]]
        label = f"label=com.docker.swarm.service.name=stack_{node}"
        own = docker.run("ps", "-q", "-f", label).split("\n")[0]
        login = 'mariadb -u root -p"$(cat /run/secrets/root)" -N'
        words = ["docker", "exec", "-i", own, "sh", "-c", login]
        done = subprocess.run(
            words, input=sql, capture_output=True, text=True, env=docker.env, timeout=60
        )
        return done.stdout.strip() if done.returncode == 0 else ""

    def comes_to(self, node: str, sql: str, wanted: str) -> None:
        """Wait until a node answers so."""
        for _ in range(120):
            if self.ask(node, sql) == wanted:
                return
            time.sleep(0.5)
        raise AssertionError(f"{node}: {sql}: {self.ask(node, sql)!r}, not {wanted!r}")


STATE = (
    "SELECT variable_value FROM information_schema.global_status WHERE variable_name = 'wsrep_%s'"
)


def _born(swarm: Swarm) -> None:
    began = time.monotonic()
    said = swarm.script("swarm/init.sh")
    assert "l2: follows l1" in said, said
    print(f"joined, born, followed: {time.monotonic() - began:.1f} s")
    for node in ("shop1", "shop2", "shop3"):
        swarm.comes_to(node, STATE % "cluster_size", "3")
        swarm.comes_to(node, STATE % "local_state", "4")
    swarm.ask("shop1", "CREATE TABLE s.t (id INT PRIMARY KEY); INSERT INTO s.t VALUES (1), (2)")
    swarm.ask("l1", "CREATE TABLE l.t (id INT PRIMARY KEY); INSERT INTO l.t VALUES (1), (2)")
    swarm.comes_to("shop3", "SELECT COUNT(*) FROM s.t", "2")
    swarm.comes_to("l2", "SELECT COUNT(*) FROM l.t", "2")
    print("a row of one node is on the others, in both clusters")


def _back(swarm: Swarm, cluster: str, nodes: tuple[str, ...]) -> None:
    database = cluster[0]
    swarm.script("backup.sh", cluster)
    (copy,) = (swarm.copies / cluster).iterdir()
    print(f"{cluster}: a copy of {(copy / 'data.gz').stat().st_size >> 10} KiB is whole")
    swarm.ask(nodes[0], f"INSERT INTO {database}.t VALUES (3); DROP TABLE {database}.t")
    swarm.comes_to(
        nodes[-1],
        f"SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '{database}'",
        "0",
    )
    began = time.monotonic()
    said = swarm.script("restore.sh", cluster, "last", "--yes")
    assert f"{cluster}: is back as it was" in said, said
    for node in nodes:
        swarm.comes_to(node, f"SELECT GROUP_CONCAT(id ORDER BY id) FROM {database}.t", "1,2")
    print(f"{cluster}: what was dropped is back on every node: {time.monotonic() - began:.1f} s")
    swarm.ask(nodes[0], f"INSERT INTO {database}.t VALUES (9)")
    for node in nodes:
        swarm.comes_to(node, f"SELECT GROUP_CONCAT(id ORDER BY id) FROM {database}.t", "1,2,9")
    for node in nodes:
        volumes = swarm.engines[PLACES[node]].run("volume", "ls", "-q").split()
        assert any(each.startswith(f"{node}-before-") for each in volumes), volumes
    print(f"{cluster}: what is written now reaches every node, and what was there lies aside")


def _as_before(swarm: Swarm) -> None:
    """Look whether the services are those of the stack's file again."""
    first = swarm.engines["vm1"]
    for node in PLACES:
        said = json.loads(first.run("service", "inspect", f"stack_{node}"))[0]["Spec"]
        assert said["Mode"]["Replicated"]["Replicas"] == 1
        assert "--wsrep-new-cluster" not in str(said["TaskTemplate"]), node
        assert said["TaskTemplate"]["RestartPolicy"]["Condition"] == "any", node
    print("each service is what the stack's file says, one task each, and founds nothing")


if __name__ == "__main__":
    main()
