"""A visualizer stands where no manager of a Swarm is.

It draws what the Docker of its own host says of nodes and tasks, and only a manager says anything:
a worker, and a Docker that is in no Swarm, answers that it is no manager, and the page stays empty.

Source: Docker Engine API v1.41, `/nodes` and `/tasks` (503, "node is not part of a swarm", and
"This node is not a swarm manager"); dockersamples/docker-swarm-visualizer 82bd663,
src/data-provider.js.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.text import listed
from dbstackc.check.rule import Report
from dbstackc.model.flow.machines import heads, is_swarm
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
host vm[1..4] at 10.0.0.[1..4]
network watch { driver overlay; subnet 10.20.0.0/24 }
panel map by visualizer on vm4 in watch from admin
firewall lan { admin 10.0.9.0/24 }
deploy swarm { managers vm[1..3] }
"""

GOOD = """
host vm[1..3] at 10.0.0.[1..3]
network watch { driver overlay; subnet 10.20.0.0/24 }
panel map by visualizer on vm3 in watch from admin
firewall lan { admin 10.0.9.0/24 }
deploy swarm { managers vm[1..3] }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each visualizer that has nobody to ask."""
    for panel in topology.panels:
        if panel.kind != "visualizer":
            continue
        if not is_swarm(topology):
            report(
                f"`{panel.name}` would draw a Swarm, and there is none",
                at=panel.origin("kind"),
                note="a Docker that is in no Swarm knows of no nodes and no tasks",
                help="write `by portainer`, or `deploy swarm`",
            )
        elif panel.host not in heads(topology):
            names = listed([f"`{host.name}`" for host in heads(topology)])
            report(
                f"`{panel.name}` stands on `{panel.host.name}`, which is no manager",
                at=panel.origin("host"),
                note="a worker tells nobody of nodes and tasks, and the page stays empty",
                help=f"place it on a manager: {names}",
            )
