"""How a member of a Galera cluster starts again from where it had come to."""

from dbstackc.emit.service.contract import DATA, ENGINES
from dbstackc.model.topology import Cluster

SCRIPT = """\
at=
if [ -s {data}/grastate.dat ]; then
  said=$({server} --user=mysql --wsrep-recover --disable-log-error 2>&1) ||
    printf '%s\\n' "$said" >&2
  at=$(printf '%s\\n' "$said" |
    sed -n 's/.*WSREP: Recovered position: */--wsrep-start-position=/p' | tail -n 1)
fi
exec {entrypoint} {server} $at
"""
"""Where nothing is recovered the server starts all the same: a broken copy of the data is replaced
by a state transfer, and a folder that is empty has no position.

Source: MariaDB 10.11, scripts/galera_recovery.sh; mariadb-docker 1b6429b, docker-entrypoint.sh (a
command that is no server is run as it is).
"""


def resume(cluster: Cluster) -> tuple[str, ...]:
    """Return the command of a member; empty where the image's own does it.

    After a crash a member knows its position only from InnoDB. PXC's entrypoint looks it up;
    MariaDB's does not, and then of members that all crashed anyone may be the one that the others
    copy, whatever it lacks.

    Source: percona-docker 5c654083, percona-xtradb-cluster-8.0/dockerdir/entrypoint.sh
    (--wsrep_recover); Galera manual, "Restarting the cluster".
    """
    if cluster.kind != "galera" or cluster.flavour != "mariadb":
        return ()
    engine = ENGINES["mariadb"]
    script = SCRIPT.format(data=DATA, server=engine.server, entrypoint=engine.entrypoint)
    return ("sh", "-c", script)
