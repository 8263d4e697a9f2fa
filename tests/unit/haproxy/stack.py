"""A topology with every kind of door, and what haproxy.cfg says of it."""

from tests.artifacts import artifacts, topology

TEXT = r"""
secret stats, root, app, follow, sst, admin from env
host vm[1..3] at 10.0.0.[1..3]
network net { driver bridge; subnet 10.9.0.0/24 }
defaults cluster { root secret.root; user app with secret.app; check as asker }
replication r {
  source r1 on vm1:9001
  replicas r[2..3] on vm[2..3]:9001
  follow as f with secret.follow
}
replication late {
  image "mysql:9.1"
  source q1 on vm1:9011
  replicas q2 on vm2:9011
  follow as f with secret.follow
  network net
}
pxc g { nodes g[1..3] on vm[1..3]:9101; sst secret.sst }
external e1 at 10.0.0.77:3306
external e6 at [fd00::6]:3306
schema x on g
mycat m[1..2] on vm[1..2] { user admin with secret.admin for x }
## The "front" # door: $HOME \ 门
haproxy h1 on vm1 {
  stats "/st atus#x$y\"z\\" on 8888 for admin with secret.stats
  timeout connect(5s), client(90m), check(1500ms)
  maxconn 1234
  verbatim "tune.bufsize 32768"
  ## Writes.
  listen write on 13306 to r for writes
  listen read on 13307 to r for reads by roundrobin { verbatim "option nolinger" }
  listen gwrite on 13308 to g for writes { server weight(7), maxconn(9) }
  listen gread on 13309 to g for reads by first
  listen sql on 13310 to m[1..2]
  listen far on 13311 to e1, e6 { check as me every 500ms }
  listen blind on 13312 to e1 { check by none }
  listen open on 13313 to e1 { check by tcp }
}
haproxy h2 at 10.9.0.9 in net on vm1 {
  publish 5000 -> 3307
  listen stats on 3307 to late for reads by source
  stats on 80
}
haproxy h3 on vm3 { listen write on 306 to r for writes; stats on 8080 }
"""


def files(text: str = TEXT) -> dict[str, str]:
    """Return the text of each haproxy.cfg, by its balancer."""
    made = artifacts(topology(text), "haproxy")
    return {path.rpartition("/")[2].removesuffix(".cfg"): each.text for path, each in made.items()}


def sections(text: str) -> dict[str, list[str]]:
    """Split a file into its sections: the lines of each, without comments, by its head."""
    found: dict[str, list[str]] = {}
    head = ""
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            head = line
            assert head not in found, f"two sections `{head}`"
            found[head] = []
        else:
            found[head].append(line.strip())
    return found


def servers(lines: list[str]) -> dict[str, list[str]]:
    """Return the words of each server of a section, by its name."""
    split = [line.split() for line in lines if line.startswith("server ")]
    return {words[1]: words[2:] for words in split}
