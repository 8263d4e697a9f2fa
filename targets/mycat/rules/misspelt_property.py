"""A property has a name that MyCat passes over.

MyCat takes the properties that it knows and passes over all others in silence: the default holds. A
name that a later or an older version takes is not told.

Source: MyCat 1.6.7.4, ParameterMapping: a loop over the setters of SystemConfig and of the
functions; its loader was run.
"""

from collections.abc import Iterable, Mapping

from dbstackc.base.diagnostic import Edit, Fix, Level
from dbstackc.base.span import Span
from dbstackc.base.suggest import nearest
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import Function, RouterSystem, RouterUser
from dbstackc.lint.facts.said import Said
from dbstackc.lint.stack import Stack
from dbstackc.model.partition import METHODS, method_of

from ..engine.system import SYSTEM

LEVEL = Level.WARNING

EXAMPLE = "server.xml"

BAD = """
<!DOCTYPE mycat:server SYSTEM "server.dtd">
<mycat:server xmlns:mycat="http://io.mycat/">
  <system>
    <property name="useSqlStats">0</property>
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
    <property name="useSqlStat">0</property>
    <property name="serverBacklog">4096</property>
  </system>
  <user name="app">
    <property name="password">fR7wLp</property>
    <property name="schemas">shop</property>
  </user>
</mycat:server>
"""


_USER = ("password", "schemas", "defaultSchema", "readOnly", "benchmark", "usingDecrypt")
_ELSEWHERE = frozenset(
    "sequenceHandlerType authTimeout serverBacklog enableWriteQueueFlowControl "
    "writeQueueStopThreshold writeQueueRecoverThreshold processorBufferChunk processorBufferPool "
    "slowTime maxConnectionLimit".lower().split()
)
"""Properties of 1.5, and of 1.6.7.6."""


def check(stack: Stack, report: Report) -> None:
    """Report each property of the system, a user or a function that is a slip of a known one."""
    for system in stack.all(RouterSystem):
        _judge(system.properties, SYSTEM, "the system", report)
    for user in stack.all(RouterUser):
        _judge(user.properties, _USER, f"the user `{user.name.text}`", report)
    for function in stack.all(Function):
        if function.kind is not None and (known := _properties(function.kind.text)):
            _judge(function.properties, known, f"`{function.name.text}`", report)


def _judge(said: Mapping[str, Said], known: Iterable[str], what: str, report: Report) -> None:
    folded = {name.lower() for name in known}
    for name, value in said.items():
        if name.lower() in _ELSEWHERE or name in known:
            continue
        near = next((each for each in known if each.lower() == name.lower()), None)
        near = near or (nearest(name, known) if name.lower() not in folded else None)
        if near is None or near in said:
            continue
        at = _name(value.span, name)
        report(
            f"{what} has no property `{name}`; the nearest is `{near}`",
            at=at,
            says="passed over in silence",
            note="the default holds",
            help=f"write `{near}`",
            fix=Fix(f"write `{near}`", (Edit(at, near),)) if at.text == name else None,
        )


def _name(value: Span, name: str) -> Span:
    """Return where the name of a property stands, before its value; else the value."""
    start = value.source.text.rfind(name, max(0, value.start - 400), value.start)
    return value if start < 0 else Span(value.source, start, start + len(name))


def _properties(kind: str) -> tuple[str, ...]:
    """Return the properties of a function's class; none for one that is not known."""
    try:
        method = METHODS[method_of(kind.replace("org.opencloudb.", "io.mycat."))]
    except KeyError:
        return ()
    return (*(option.property for option in method.OPTIONS), *_MORE.get(method.CLASS, ()))


_MORE = {
    "PartitionByFileMap": ("type", "defaultNode", "mapFile"),
    "PartitionByMurmurHash": ("seed", "count", "virtualBucketTimes", "weightMapFile"),
    "PartitionByLong": ("partitionCount", "partitionLength"),
    "PartitionByString": ("partitionCount", "partitionLength", "hashLength", "hashSlice"),
    "PartitionByMod": ("count",),
    "PartitionByHashMod": ("count",),
    "PartitionByJumpConsistentHash": ("totalBuckets",),
    "PartitionDirectBySubString": ("startIndex", "size", "partitionCount", "defaultPartition"),
}
"""Properties that no option of the language ends in."""
