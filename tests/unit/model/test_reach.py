"""How things find each other across networks."""

from dbstackc.base.diagnostic import Level
from dbstackc.base.report import Report
from dbstackc.check import rule
from dbstackc.check.rules import port_taken
from dbstackc.model.topology import reach
from tests.unit.mysql.stack import topology

LAN = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
network lan { driver macvlan; parent eth0; subnet 10.0.0.0/24; gateway 10.0.0.254 }
pxc a {
  nodes a[1..3] on vm[1..3] at 10.0.0.[11..13]; network lan
  root secret.root; sst secret.sst; user app with secret.app
}
haproxy h on vm1 { listen sql on 3306 to a for writes }
"""


def test_a_node_on_the_lan_is_found_at_its_own_address_by_everybody() -> None:
    made = topology(LAN)
    first, second, _ = made.nodes
    for client in (made.balancers[0], made.hosts[2], second):
        assert reach(client, first) == ("10.0.0.11", 3306)


def test_it_takes_no_port_of_its_host() -> None:
    """The balancer beside it listens on the same one."""
    made, report = topology(LAN), Report()
    port_taken.check(made, rule.Report("port-taken", Level.ERROR, report))
    assert not list(report)
    assert {each.port for each in made.nodes} == {None}
