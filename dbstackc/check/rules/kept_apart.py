"""Copies of an application keep files, each its own.

A file that a client uploads to one copy is not there when the next request goes to another: each
host has a volume of its own under the same folder.

Source: Docker documentation, "Volumes" (a volume of the local driver is its host's own).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret vrrp from env
host vm[1..2] at 10.0.0.[1..2]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to legacy[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { auth secret.vrrp }
service blog[1..2] on vm[1..2]:8000 {
  image "wordpress:6.8-apache"; keep "/var/www/html"
  reach WORDPRESS_DB_HOST to db:3306
}
"""

GOOD = """
secret vrrp from env
host vm[1..2] at 10.0.0.[1..2]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to legacy[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { auth secret.vrrp }
service blog on vm1:8000 {
  image "wordpress:6.8-apache"; keep "/var/www/html"
  reach WORDPRESS_DB_HOST to db:3306
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report, once a statement, applications of several copies that keep files."""
    for app in topology.services:
        if app.of > 1 and app.keep:
            report(
                f"the {app.of} copies of `{app.name}` keep `{app.keep[0]}` apart",
                at=app.origin("keep"),
                beside=[(app.span, f"{app.of} declared here")],
                note="a file that comes to one of them is not there on the others",
                help="let one copy run, or keep files in an object store and leave `keep` out",
                once=True,
            )
