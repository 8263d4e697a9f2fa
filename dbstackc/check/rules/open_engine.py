"""The engine listens on the network, and asks nobody who they are.

Whoever may speak to Docker is root on its machine: a container may be given all of its disk. Port
2375 is searched for on the whole Internet, and what is found mines coins within hours. A `hosts` in
daemon.json also ends the start where the service names a socket itself, as Docker's own does.

Source: Docker documentation, "Protect the Docker daemon socket"; moby/moby#37299, moby/moby#22339.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.daemon import members
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = r"""
secret root, app, follow from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1; replicas a2 on vm2
  root secret.root; user app with secret.app; follow as f with secret.follow
}
engine docker on vm[1..2] { verbatim "\"hosts\": [\"tcp://0.0.0.0:2375\", \"fd://\"]" }
"""

GOOD = r"""
secret root, app, follow from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1; replicas a2 on vm2
  root secret.root; user app with secret.app; follow as f with secret.follow
}
engine docker on vm[1..2] { verbatim "\"debug\": true" }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each socket of the network that is opened without certificates."""
    for engine in topology.engines:
        said = {key: (value, at) for key, value, at in members(engine)}
        value, at = said.get("hosts", ((), engine.span))
        safe = said.get("tlsverify", (False, at))[0] is True
        for socket in value if isinstance(value, list) else ():
            if str(socket).startswith("tcp://") and not safe:
                report(
                    f"`{socket}` makes everyone root on {engine.hosts[0].name}",
                    at=at,
                    note="nobody is asked for a name; and beside a service that names its own"
                    " socket the engine does not start",
                    help="leave it out, and reach the engine by ssh: `docker -H ssh://…`",
                )
                break
