"""Rancher is asked for, and can do nothing for this stack.

Rancher 2 rules clusters of Kubernetes: it installs them, imports them, and runs things on them. It
sees no container of Docker's own, no Compose project, no Swarm and none of its services; it would
bring a Kubernetes along, ask for a privileged container, ports 80 and 443 and 4 GB of memory, and
show none of what is declared here. Rancher 1.6, which knew Docker and Swarm, has had no mending
since July 2020. So nothing is written for it.

Source: Rancher v2.9 manual, "Overview" (Kubernetes management), "Installing Rancher on a Single
Node Using Docker" (--privileged, 80 and 443, K3s inside); rancher/rancher, README_1_6.md.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
host vm1 at 10.0.0.1
panel cattle by rancher on vm1
"""

GOOD = """
secret board, agents from env
host vm[1..2] at 10.0.0.[1..2]
panel cattle by portainer on vm1 {
  password secret.board; agents on vm[1..2]:9101 with secret.agents
}
firewall lan { admin 10.0.9.0/24 }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each panel that is Rancher."""
    for panel in topology.panels:
        if panel.kind == "rancher":
            report(
                f"`{panel.name}` rules Kubernetes, and sees nothing of this stack",
                at=panel.origin("kind"),
                note="containers of Compose and services of a Swarm are beyond Rancher 2; 1.6, that"
                " knew them, ended in June 2020",
                help="write `by portainer`, with a password and `agents`; keep Rancher for"
                " machines that carry Kubernetes",
                once=True,
            )
