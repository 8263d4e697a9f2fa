"""Two copies of Portainer keep their data apart.

Accounts, teams, environments and the certificate lie in one file of one volume, and two servers
cannot share it. Each of two copies has its own: whoever changes a password or takes an account away
has done so on one of them.

Source: Portainer documentation, "Can I run Portainer in high availability?" (one server at a time);
portainer/portainer cc75167, api/database/boltdb (one file, locked by who has it open).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret board from env
host vm[1..2] at 10.0.0.[1..2]
panel board[1..2] by portainer on vm[1..2] { password secret.board }
firewall lan { admin 10.0.9.0/24 }
"""

GOOD = """
secret board, agents from env
host vm[1..2] at 10.0.0.[1..2]
panel board by portainer on vm1 {
  password secret.board; agents on vm[1..2]:9101 with secret.agents
}
firewall lan { admin 10.0.9.0/24 }
"""


def check(topology: Topology, report: Report) -> None:
    """Report, once a statement, Portainers of several copies."""
    for panel in topology.panels:
        if panel.kind == "portainer" and panel.of > 1:
            report(
                f"the {panel.of} copies of `{panel.span.text}` have accounts of their own",
                at=panel.span,
                note="an account that is taken away on one still rules by the other",
                help="let one copy run; its volume is what a backup must hold",
                once=True,
            )
