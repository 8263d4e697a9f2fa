"""A value is of a form that MyCat stops at.

A `${` without its end, a mask of addresses that is no pattern, a cluster whose nodes have no
weight, a myid.properties without zkURL, clusterId and myid.

Source: MyCat 1.6.7.4, ParameterMapping, XMLServerLoader, ClusterConfig, ZkConfig.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..folder import refusals

LEVEL = Level.ERROR

EXAMPLE = "server.xml"

BAD = """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <system>
    <property name="charset">${charset</property>
  </system>
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
  </user>
</mycat:server>
"""

GOOD = """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <system>
    <property name="charset">${charset}</property>
  </system>
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
  </user>
</mycat:server>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each that the loader names."""
    for refused, at in refusals(stack, "open-variable", "bad-mask", "bad-cluster", "bad-myid"):
        report(refused.reason, at=at, note="MyCat stops here and does not start")
