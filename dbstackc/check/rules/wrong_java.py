"""MyCat is put on a Java that it is not made for.

It is made for Java 8: it uses classes of the JDK's own that Java 9 took away.

Source: MyCat 1.6.7.4, pom.xml (source and target 1.8), memory/unsafe/Platform.java
(sun.misc.Cleaner); JDK 9 release notes, "Removed APIs".
"""

import re

from dbstackc.base.diagnostic import Level
from dbstackc.check.image import image
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret root, app, follow from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1:9003; replicas a2 on vm2:9003; image "mariadb:10.11"
  root secret.root; user app with secret.app; follow as f with secret.follow
}
schema s on a { table t by copy }
mycat m[1..2] on vm[1..2] { user app with secret.app for s }
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to m[1..2] }
image m as "dbstackc/mycat:1.6.7.4" by mycat {
  base "eclipse-temurin:17-jre"
  sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
}
"""

GOOD = """
secret root, app, follow from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1:9003; replicas a2 on vm2:9003; image "mariadb:10.11"
  root secret.root; user app with secret.app; follow as f with secret.follow
}
schema s on a { table t by copy }
mycat m[1..2] on vm[1..2] { user app with secret.app for s }
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to m[1..2] }
image m as "dbstackc/mycat:1.6.7.4" by mycat {
  base "eclipse-temurin:8-jre"
  sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
}
"""

JAVA = re.compile(r"(?:temurin|openjdk|java|corretto|zulu|jdk|jre)", re.ASCII)
"""Repositories whose tags begin with Java's version."""


def check(topology: Topology, report: Report) -> None:
    """Report each base of MyCat whose tag says another Java than 8; other bases are not judged."""
    for each in topology.images:
        named = image(each.base)
        number = re.match(r"(?:1\.)?(\d+)", named.tag)
        if each.recipe != "mycat" or number is None or not JAVA.search(named.repository):
            continue
        if number[1] != "8":
            report(
                f"`{each.name}` is put on Java {number[1]}, and MyCat is made for 8",
                at=each.origin("base"),
                note="it uses classes of the JDK that later ones have no more",
                help='write `base "eclipse-temurin:8-jre"`',
            )
