"""Images are pulled through a mirror that is not encrypted.

Whoever stands between answers for the mirror, and what they give runs as root in a container. A
tag is no protection; a digest is.

Source: Docker documentation, "Test an insecure registry"; distribution/distribution,
docs/insecure.md.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, app, follow from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1; replicas a2 on vm2
  root secret.root; user app with secret.app; follow as f with secret.follow
}
engine docker on vm[1..2] { mirror "http://mirror.example.org" }
"""

GOOD = """
secret root, app, follow from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1; replicas a2 on vm2
  root secret.root; user app with secret.app; follow as f with secret.follow
}
engine docker on vm[1..2] { mirror "http://127.0.0.1:5000" }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each mirror over plain HTTP that is not this machine's own."""
    for engine in topology.engines:
        for mirror in engine.mirrors:
            if mirror.startswith("http://") and not _is_here(urlsplit(mirror).hostname or ""):
                report(
                    f"what comes from `{mirror}` may come from anyone",
                    at=engine.origin("mirror"),
                    note="nothing tells the engine whose answer it gets",
                    help="use https, or a mirror on the machine itself",
                )


def _is_here(host: str) -> bool:
    """Tell whether a host is the machine that asks."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
