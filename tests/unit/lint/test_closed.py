"""Firewalls that exist, lifted: whom a machine lets in, and what of it the language lacks."""

from tests.laws.bundles import compiled
from tests.unit.lint.test_around import BALANCER, DOOR, lifted

RULES = """table inet filter {
  chain input {
    type filter hook input priority 0; policy drop;
    ct state established,related accept
    iif lo accept
%s
  }
}
"""
SSH = "ip saddr 10.0.9.0/24 tcp dport 22 accept"
DOORS = "ip saddr { 10.1.0.0/16, 10.2.0.0/16 } tcp dport 7001 accept"
BOTH = {"a/vm1/compose.yml": BALANCER, "a/vm1/door.cfg": DOOR}

UNNEEDED = "nothing that was carried needs them"


def closed(*lines: str, place: str = "a/vm1/etc/nftables.conf") -> tuple[str, list[str]]:
    """Return what is said and left of a machine with a door whose rules are these."""
    ((said, left),) = lifted({**BOTH, place: RULES % "\n".join(lines)})
    return said.partition("firewall ")[2], left


def test_operators_come_to_ssh_and_applications_to_the_doors() -> None:
    said, left = closed(SSH, DOORS)
    assert said == "lan { admin 10.0.9.0/24 clients 10.1.0.0/16, 10.2.0.0/16 }"
    assert left == [
        "no file tells the address of the machine; `vm1` has one to change",
        "the language lets in more than `input`: `ping`",
    ]


def test_ssh_is_the_port_that_nothing_opens_and_operators_come_to() -> None:
    said, _ = closed(SSH.replace("22", "2222"), DOORS)
    assert said == "lan { admin 10.0.9.0/24 clients 10.1.0.0/16, 10.2.0.0/16 ssh 2222 }"
    ping = "ip saddr 10.0.9.0/24 icmp type echo-request accept"
    said, left = closed(SSH.replace("22", "2222"), ping, "tcp dport 8000 accept", DOORS)
    assert said.startswith("lan { admin 10.0.9.0/24")
    assert f"openings not carried here (`tcp 8000`): {UNNEEDED}" in left


def test_where_ssh_cannot_be_told_nobody_is_shut_out() -> None:
    two = [SSH.replace("22", "2222"), SSH.replace("22", "2223")]
    said, left = closed(*two, DOORS)
    assert not said
    assert "`input` is not carried: at which port operators log in cannot be told" in left


def test_what_lets_all_in_closes_nothing() -> None:
    said, left = closed(SSH, "accept")
    assert not said
    assert "`input` is not carried: it lets in what no rule speaks of" in left


def test_what_the_language_would_not_let_in_is_named() -> None:
    said, left = closed(SSH, DOORS, "tcp dport 8000-8009 accept", 'iifname "wg0" accept')
    assert said
    assert f"openings not carried here (`tcp 8000-8009`): {UNNEEDED}" in left
    why = "the language lets in what the stack needs, and nothing else"
    assert f"""rules not carried here (`iifname "wg0" accept`): {why}""" in left


def test_what_the_language_would_let_in_beside_is_named() -> None:
    _, left = closed(SSH, "ip saddr 10.0.9.0/24 icmp type echo-request accept")
    assert not any("lets in more" in each for each in left)  # nobody is let in at the door
    _, left = closed(SSH, DOORS, DOORS.replace("7001", "7001 limit rate 1/second"))
    assert any(each.startswith("rules not carried here") for each in left)


TWO = """dbs 1
host vm[1..3] at 10.0.0.[1..3]
external far at 10.9.9.9:3306
haproxy h[1..3] on vm[1..3] { listen a on 7001 to far }
vip v at 10.0.0.9/24 to h[1..3]
firewall one on vm1 { admin 10.0.8.0/24; clients 10.1.0.0/16 }
firewall two on vm2 by firewalld { admin 10.0.8.0/24; clients 10.1.0.0/16 }
firewall three on vm3 { admin 10.0.8.0/24; clients 10.2.0.0/16 }
"""


def test_machines_that_let_in_others_have_statements_apart() -> None:
    ((said, _), *_) = lifted(compiled(TWO)[1])
    assert "firewall lan on vm1 { admin 10.0.8.0/24 clients 10.1.0.0/16 }" in said
    assert "lan-2 on vm2 by firewalld { admin 10.0.8.0/24 clients 10.1.0.0/16 }" in said
    assert "lan-3 on vm3 { admin 10.0.8.0/24 clients 10.2.0.0/16 }" in said


def test_a_zone_closes_by_firewalld_and_tells_the_device() -> None:
    zone = '<zone><short>Public</short><interface name="ens7"/><service name="ssh"/></zone>'
    files = {**BOTH, "a/vm1/etc/firewalld/zones/public.xml": zone}
    ((said, left),) = lifted(files)
    assert "host vm1 at 192.0.2.1 on ens7" in said
    assert "firewall lan by firewalld { admin 0.0.0.0/0, [::]/0 }" in said
    assert not any("pass" in each for each in left)


def test_what_docker_publishes_passes_by_a_chain_of_the_host() -> None:
    text = BALANCER.replace("network_mode: host", "ports: ['7001:7001']")
    files = {"vm1/compose.yml": text, "vm1/door.cfg": DOOR}
    ((said, left),) = lifted({**files, "vm1/nftables.conf": RULES % f"{SSH}\n{DOORS}"})
    assert "clients 10.1.0.0/16" in said
    told = "`input` is not asked of what Docker publishes; the language closes that too"
    assert told in left
    door = RULES.replace("hook input", "hook prerouting") % f"{SSH}\n{DOORS}"
    ((_, left),) = lifted({**files, "vm1/nftables.conf": door})
    assert told not in left


def test_a_command_that_opens_a_port_closes_nothing() -> None:
    line = "firewall-cmd --permanent --add-port=7001/tcp\n"
    ((said, left),) = lifted({"vm1/up.sh": f"#!/bin/sh\ndocker run --name a mysql\n{line}"})
    assert "firewall" not in said
    assert any("opening of a firewall not carried here (`tcp`)" in each for each in left)


def test_rules_alone_are_of_a_machine_without_an_address() -> None:
    ((said, _),) = lifted({"vm9/firewall/a.nft": RULES % SSH})
    assert said == "dbs 1 host vm9 at 192.0.2.1 firewall lan { admin 10.0.9.0/24 }"
