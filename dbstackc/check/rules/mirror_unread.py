"""A mirror is written in a way that Docker does not take.

It is the root of a registry, with its scheme: `https://` or `http://`, a host, perhaps a port. One
with a path, or without a scheme, ends the start of the engine; older ones pass over it in silence.

Source: moby v20.10, registry/config.go (ValidateMirror); moby/moby#34476, moby/moby#36598.
"""

from urllib.parse import urlsplit

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret root, app, follow from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1; replicas a2 on vm2
  root secret.root; user app with secret.app; follow as f with secret.follow
}
engine docker on vm[1..2] { mirror "mirror.example.org:5000" }
"""

GOOD = """
secret root, app, follow from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1; replicas a2 on vm2
  root secret.root; user app with secret.app; follow as f with secret.follow
}
engine docker on vm[1..2] { mirror "https://mirror.example.org:5000" }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each mirror without a scheme, or with more than a host and a port."""
    for engine in topology.engines:
        for mirror in engine.mirrors:
            why = _fault(mirror)
            if why:
                report(
                    f"`{mirror}` is no mirror that Docker takes",
                    at=engine.origin("mirror"),
                    note=why,
                    help='write it as in `mirror "https://mirror.example.org"`',
                )


def _fault(mirror: str) -> str:
    """Say what is wrong with a mirror, or nothing."""
    try:
        said = urlsplit(mirror)
        host, port = said.hostname, said.port
    except ValueError:
        return "it is no address of a server"
    if said.scheme not in ("http", "https"):
        return "it begins with neither `https://` nor `http://`"
    if not host or port == 0 or " " in mirror:
        return "it names no host"
    if said.path not in ("", "/") or said.query or said.fragment:
        return "it has a path, and a mirror is a whole registry"
    return "a password stands in it" if "@" in said.netloc else ""
