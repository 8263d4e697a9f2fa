"""A password that crosses the network in clear is the password of an account too.

VRRP sends its password with every advert to whoever listens on the segment, and cuts it to 8
letters; the status page of a balancer takes it over plain HTTP. An account with the same password
is open to everyone there.

Source: RFC 3768, 10 (simple text authentication was removed for this); HAProxy 2.8 manual, stats
auth (passwords cross in clear).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.passwords import by_secret
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
haproxy h[1..2] on vm[1..2] {
  stats "/" on 8404 for admin with secret.app
  listen sql on 3307 to a
}
"""

GOOD = """
secret root, sst, app, stats from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
haproxy h[1..2] on vm[1..2] {
  stats "/" on 8404 for admin with secret.stats
  listen sql on 3307 to a
}
"""

CLEAR = {"vip": "VRRP sends it with every advert", "status": "the page takes it over plain HTTP"}


def check(topology: Topology, report: Report) -> None:
    """Report each secret that everyone on the network can read, and that opens something else."""
    for uses in by_secret(topology):
        clear = next((use for use in uses if use.purpose in CLEAR), None)
        other = next((use for use in uses if use is not clear), None)
        if clear is not None and other is not None:
            report(
                f"`secret.{clear.secret.name}` can be read off the network",
                at=clear.at,
                says=f"for {clear.who}",
                beside=[(other.at, f"and for {other.who}")],
                note=f"{CLEAR[clear.purpose]}, and it opens {other.who.removeprefix('the ')} too",
                help="declare a secret of its own for it",
            )
