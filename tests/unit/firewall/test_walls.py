"""Rules of firewalls that exist: what they let in, and whether they close the rest."""

import pytest

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.lint.facts.wall import Wall
from dbstackc.lint.reader import Context, choose, readers

BASE = (
    "table inet filter {{\n{0}chain input {{\ntype filter hook input priority 0; {1}\n{2}\n}}\n}}\n"
)


def walls(text: str, name: str = "nftables.conf") -> list[Wall]:
    """Return what a file says, read by what claims it."""
    reader = choose(name, text, readers())
    assert reader is not None and reader.kind in ("nftables", "firewalld")
    document = reader.read(Source(name, text), Context(lambda name: None), Report())
    return [fact for fact in reader.see(document) if isinstance(fact, Wall)]


def lets(wall: Wall) -> list[str]:
    """Return what is let in, a line each."""
    return [
        " ".join([each.protocol, f"{each.first}-{each.last}", *(s.text for s in each.sources)])
        for each in wall.lets
    ]


def rule(line: str, *, policy: str = "policy drop;", before: str = "") -> Wall:
    (wall,) = walls(BASE.format(before, policy, line))
    return wall


OFFICE, ALL = "10.0.9.0/24", "0.0.0.0/0 ::/0"

LETS = {
    f"ip saddr {OFFICE} tcp dport 22 accept": [f"tcp 22-22 {OFFICE}"],
    f"tcp dport ssh ip saddr {OFFICE} counter packets 1 bytes 2 accept": [f"tcp 22-22 {OFFICE}"],
    f'tcp dport {{ 80, 90-92 }} ip saddr {OFFICE} log prefix "a" accept comment "drop"': [
        f"tcp 80-80 {OFFICE}",
        f"tcp 90-92 {OFFICE}",
    ],
    "tcp dport 3306 accept": [f"tcp 3306-3306 {ALL}"],
    "meta l4proto { tcp, udp } th dport 53 accept": [f"tcp 53-53 {ALL}", f"udp 53-53 {ALL}"],
    "ip saddr 10.0.0.2 meta l4proto vrrp accept": ["112 0-0 10.0.0.2/32"],
    "ip protocol 112 ip saddr 10.0.0.2-10.0.0.5 accept": ["112 0-0 10.0.0.2/31 10.0.0.4/31"],
    "ip6 saddr fd00:86::/64 icmpv6 type echo-request accept": ["ping 0-0 fd00:86::/64"],
    "ct state new tcp dport 22 accept": [f"tcp 22-22 {ALL}"],
    "ip saddr 10.0.0.5 accept": ["any 0-0 10.0.0.5/32"],
    "ip saddr 10.0.0.0/8 meta l4proto tcp accept": ["tcp 1-65535 10.0.0.0/8"],
    "ct state { established, related } accept": [],
    "ct state vmap { established : accept, invalid : drop }": [],
    'iifname { "lo", "docker0" } accept': [],
    "icmpv6 type { nd-neighbor-solicit } accept": [],
    "fib daddr type != { local } drop": [],
    "tcp dport 25 counter": [],
}


@pytest.mark.parametrize("line", LETS)
def test_a_rule_lets_in(line: str) -> None:
    wall = rule(line)
    assert lets(wall) == LETS[line]
    assert wall.closed and not wall.others


@pytest.mark.parametrize(
    "line",
    [
        'iifname "eth1" tcp dport 22 accept',
        "ip saddr != 10.0.0.1 tcp dport 22 accept",
        "ip saddr 10.0.0.1 tcp dport 22 drop",
        "ip daddr 10.0.0.1 tcp dport 22 accept",
        "tcp dport 22 limit rate 5/minute accept",
        "tcp dport 22 jump nowhere",
        "tcp sport 22 accept",
        "ip saddr @nobody accept",
        "tcp dport $nothing accept",
        "fib daddr type local accept",
    ],
)
def test_a_rule_that_says_more_is_kept_as_it_stands(line: str) -> None:
    wall = rule(line)
    assert ([each.text for each in wall.others], wall.lets) == ([line], ())


def test_a_rule_that_fits_all_ends_a_chain() -> None:
    assert rule("tcp dport 22 accept\ndrop\ntcp dport 23 accept", policy="").closed
    assert lets(rule("tcp dport 22 accept\ndrop\ntcp dport 23 accept", policy="")) == [
        f"tcp 22-22 {ALL}"
    ]
    assert not rule("accept").closed
    assert not rule("tcp dport 22 accept", policy="").closed
    assert rule("tcp dport 22 accept\nreject with icmpx admin-prohibited", policy="").closed


def test_names_stand_for_what_they_say() -> None:
    before = f"set lan {{ type ipv4_addr; elements = {{ {OFFICE},\n 10.1.0.0/16 }}\n }}\n"
    text = "define PORTS = { 22, $MORE }\ndefine MORE = 80\n"
    text += BASE.format(before, "policy drop;", "ip saddr @lan tcp dport \\\n $PORTS accept")
    (wall,) = walls(text + "add element inet filter lan { 10.2.0.0/16 }\n")
    nets = f"{OFFICE} 10.1.0.0/16 10.2.0.0/16"
    assert lets(wall) == [f"tcp 22-22 {nets}", f"tcp 80-80 {nets}"]


def test_a_jump_leads_to_the_rules_of_a_chain_and_back() -> None:
    more = "chain more {\ntcp dport 22 accept\nreturn\ntcp dport 23 accept\n}\n"
    wall = rule(f"ip saddr {OFFICE} jump more\ntcp dport 80 accept", before=more)
    assert lets(wall) == [f"tcp 22-22 {OFFICE}", f"tcp 80-80 {ALL}"]


def test_what_is_taken_away_is_gone() -> None:
    old = BASE.format("", "policy drop;", "tcp dport 1 accept")
    again = old + "table inet filter\ndelete table inet filter\n" + old.replace(" 1 ", " 2 ")
    assert [lets(each) for each in walls(again)] == [[f"tcp 2-2 {ALL}"]]
    assert walls(old + "flush ruleset\n") == []
    added = old + "flush chain inet filter input\n"
    added += "add rule inet filter input tcp dport 4 accept\n"
    added += "insert rule inet filter input tcp dport 3 accept\n"
    assert [lets(each) for each in walls(added)] == [[f"tcp 3-3 {ALL}", f"tcp 4-4 {ALL}"]]


def test_what_no_packet_for_the_host_meets_is_no_wall() -> None:
    text = BASE.format("", "policy drop;", "tcp dport 1 accept")
    assert walls(text.replace("type filter", "type nat")) == []
    (out,) = walls(text.replace("hook input", "hook output"))
    assert (out.side, out.lets) == ("out", ())
    (door,) = walls(text.replace("hook input", "hook prerouting"))
    assert door.side == "door"


ZONE = """<?xml version="1.0" encoding="utf-8"?>
<zone{0}>
  <short>Public</short>
  {1}
</zone>
"""


def test_a_zone_lets_in_what_it_names() -> None:
    inside = '<interface name="ens3"/><service name="galera"/><port port="80-81" protocol="tcp"/>'
    inside += (
        '<rule family="ipv4"><source address="10.0.0.2"/><protocol value="vrrp"/><accept/></rule>'
    )
    (wall,) = walls(ZONE.format(' target="DROP"', inside), "x.xml")
    assert lets(wall) == [
        f"tcp 3306-3306 {ALL}",
        f"tcp 4567-4568 {ALL}",
        f"tcp 4444-4444 {ALL}",
        f"tcp 80-81 {ALL}",
        "112 0-0 10.0.0.2/32",
    ]
    assert (wall.closed, wall.side, wall.device and wall.device.text) == (True, "host", "ens3")
    assert wall.name.text == "x"


def test_a_zone_without_a_target_answers_pings() -> None:
    (wall,) = walls(ZONE.format("", '<service name="ssh"/>'), "etc/firewalld/zones/public.xml")
    assert lets(wall) == [f"tcp 22-22 {ALL}", f"ping 0-0 {ALL}"]
    assert wall.closed and wall.side == "host"
    (other,) = walls(ZONE.format("", '<service name="ssh"/>'), "etc/firewalld/zones/work.xml")
    assert other.side == "out"


def test_a_zone_of_sources_lets_in_those() -> None:
    text = ZONE.format(' target="ACCEPT"', '<source address="10.9.0.0/16"/>')
    (wall,) = walls(text, "trusted.xml")
    assert lets(wall) == ["any 0-0 10.9.0.0/16"]
    assert wall.closed
    (wide,) = walls(text.replace("source address", "interface name"), "trusted.xml")
    assert not wide.closed


@pytest.mark.parametrize(
    "inside",
    [
        "<masquerade/>",
        '<service name="own"/>',
        '<port port="70000" protocol="tcp"/>',
        '<rule><source address="10.0.0.1"/><service name="ssh"/><drop/></rule>',
        '<rule><source address="10.0.0.1" invert="True"/><service name="ssh"/><accept/></rule>',
        '<rule><service name="ssh"/><accept><limit value="1/m"/></accept></rule>',
    ],
)
def test_what_a_zone_says_beside_is_kept_as_it_stands(inside: str) -> None:
    (wall,) = walls(ZONE.format(' target="DROP"', inside), "public.xml")
    assert ([each.text for each in wall.others], wall.lets) == ([inside], ())


def test_a_policy_speaks_of_containers_unless_it_leads_to_the_host() -> None:
    text = (
        '<policy target="DROP"><ingress-zone name="public"/><egress-zone name="{0}"/>'
        '<port port="3306" protocol="tcp"/></policy>'
    )
    (inner,) = walls(text.format("ANY"), "in.xml")
    assert (inner.side, inner.closed, lets(inner)) == ("inner", True, [f"tcp 3306-3306 {ALL}"])
    (host,) = walls(text.format("HOST"), "in.xml")
    assert host.side == "host"
    (out,) = walls(text.replace("public", "HOST").format("ANY"), "in.xml")
    assert out.side == "out"
