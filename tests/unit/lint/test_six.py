"""Addresses of IPv6, which stand in brackets in the language."""

from tests.unit.lint.test_around import lifted

COMPOSED = """services:
  door:
    image: haproxy:2.8
    network_mode: host
    volumes: ['./door.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro']
  held:
    image: dbstackc/keepalived:2.2
    network_mode: host
    volumes: ['./keepalived.conf:/etc/keepalived/keepalived.conf:ro']
"""
DOOR = """
listen sql
    bind :7001
    mode tcp
    server far [fd00::6]:3306 check
"""
HELD = """vrrp_instance V {
  state BACKUP
  interface eth0
  virtual_router_id 9
  priority 100
  version 3
  unicast_src_ip fd00::1
  unicast_peer { fd00::2 }
  virtual_ipaddress { fd00::9/64 }
}
"""


def test_vips_hosts_and_places_elsewhere_stand_in_brackets() -> None:
    files = {"compose.yml": COMPOSED, "door.cfg": DOOR, "keepalived.conf": HELD}
    ((text, _),) = lifted(files)
    assert "at [fd00::1] " in text
    assert "at [fd00::6]:3306" in text
    assert "vip v at [fd00::9]/64" in text
