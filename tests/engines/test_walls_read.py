"""What our reader says of rules is what it says of them as nft lists them, having loaded them."""

import os
import subprocess

import pytest

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.lint.facts.wall import Wall
from dbstackc.lint.reader import Context, readers
from tests.engines.need import find, need

WAYS = {
    "by hand": """\
flush ruleset
define OFFICE = { 10.0.9.0/24, 10.0.8.0-10.0.8.6 }
define DB = 3306
table inet filter {
  set lan { type ipv4_addr; flags interval
    elements = { 10.1.0.0/16,
                 10.2.0.0/16 }
  }
  chain more {
    ip saddr 10.0.0.2 meta l4proto vrrp accept
    tcp dport 9000-9003 accept
    return
    tcp dport 1 accept
  }
  chain input {
    type filter hook input priority filter; policy drop;
    ct state established,related accept
    iif lo accept comment "loopback"
    icmp type { echo-request, time-exceeded } accept
    ip6 saddr fd00::/8 icmpv6 type echo-request accept
    tcp dport ssh ip saddr $OFFICE counter accept
    ip saddr @lan tcp dport { $DB, \\
        http } accept
    iifname "wg0" accept
    jump more
    udp dport 53 drop
  }
}
""",
    "by commands": """\
add table ip a
add chain ip a in { type filter hook prerouting priority -150; policy accept; }
add rule ip a in ip protocol esp ip saddr 10.0.0.1 accept
insert rule ip a in tcp dport { 22, 80 } accept
add set ip a s { type ipv4_addr; }
add element ip a s { 10.0.0.7, 10.0.0.8 }
add rule ip a in ip saddr @s th dport 7 meta l4proto udp accept
add rule ip a in reject
""",
    "taken away": """\
table inet a { chain c { type filter hook input priority 0; tcp dport 1 accept; }; }
delete table inet a
table inet a
table inet a { chain c { type filter hook input priority 0; policy drop; tcp dport 2 accept; }; }
""",
}


@pytest.mark.parametrize("way", WAYS)
def test_rules_say_what_nft_lists_of_them(way: str) -> None:
    need("nft", "unshare")
    nft, alone = find("nft") or "nft", [] if os.geteuid() == 0 else ["--map-root-user"]
    line = f'"{nft}" -f - && "{nft}" list ruleset'
    done = subprocess.run(
        ["unshare", "--net", *alone, "sh", "-c", line],
        input=WAYS[way],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    ours, listed = said(WAYS[way]), said(done.stdout)
    assert ours == listed
    assert ours


def said(text: str) -> list[tuple[str, bool, list[str], int]]:
    """Return the walls of a text: the side, whether it closes, what it lets in, other rules."""
    (reader,) = (each for each in readers() if each.kind == "nftables")
    document = reader.read(Source("a.nft", text), Context(lambda name: None), Report())
    walls = [fact for fact in reader.see(document) if isinstance(fact, Wall)]
    return [
        (
            wall.side,
            wall.closed,
            sorted(
                f"{let.protocol} {let.first}-{let.last} {sorted(s.text for s in let.sources)}"
                for let in wall.lets
            ),
            len(wall.others),
        )
        for wall in walls
    ]
