"""Lower what a router starts with: its identity, its log, and the script that runs it."""

from dbstackc.emit.router_files import CONF, HOME, SEQUENCE_FILES, direct, heap
from dbstackc.emit.xml import Element
from dbstackc.model.topology import Router, Topology

from .document import Markup, Plain
from .properties import write_properties

_MIB = 1024 * 1024


def lower_identity(topology: Topology, router: Router) -> Plain:
    """Return myid.properties: ZooKeeper is not asked, but its three settings must not be empty.

    Source: MyCat 1.6.7.4, ZkConfig.
    """
    pairs = (
        ("loadZk", "false"),
        ("zkURL", "127.0.0.1:2181"),
        ("clusterId", topology.name or "stack"),
        ("myid", router.name),
        ("type", "server"),
    )
    return write_properties(pairs, router.origin())


def lower_log(router: Router) -> Markup:
    """Return log4j2.xml, which writes to the console only: where containers are read.

    Source: MyCat 1.6.7.4, assembly/conf/log4j2.xml (a file in the container that grows).
    """
    layout = Element("PatternLayout", (("pattern", "%d %-5p [%t] %c{1} - %m%n"),))
    root = Element(
        "Configuration",
        (("status", "WARN"),),
        (
            Element(
                "Appenders",
                (),
                (Element("Console", (("name", "Console"), ("target", "SYSTEM_OUT")), (layout,)),),
            ),
            Element(
                "Loggers",
                (),
                (
                    Element(
                        "Root",
                        (("level", "info"),),
                        (Element("AppenderRef", (("ref", "Console"),)),),
                    ),
                ),
            ),
        ),
        origin=router.origin(),
    )
    return Markup(doctype="", root=root)


def lower_script(router: Router) -> Plain:
    """Return the script that starts the JVM in the foreground.

    `bin/mycat` would start it under a wrapper that listens for JMX without a password, and that
    exists for x86 only. conf comes first in the class path: the engine looks there for its files.
    Dates are reckoned in UTC, on every machine alike.

    Source: MyCat 1.6.7.4, assembly/bin/startup_nowrap.sh, pom.xml (wrapper).
    """
    here, memory = router.origin(), router.origin("memory")
    lines = [
        ("#!/bin/sh", here),
        ("set -eu", here),
        (f"cd {HOME}", here),
        ("mkdir -p conf/ruledata logs tmlogs", here),
    ]
    if router.sequence == "file":
        lines += [(line, router.origin("sequence")) for line in _keep_numbers()]
    lines += [
        ("exec java -server \\", here),
        (f"  -Xms{heap(router) // 4 // _MIB}m -Xmx{heap(router) // _MIB}m \\", memory),
        (
            f"  -XX:MaxDirectMemorySize={direct(router) // _MIB}m -XX:+ExitOnOutOfMemoryError \\",
            memory,
        ),
        (
            "  -Dfile.encoding=UTF-8 -Duser.timezone=UTC -Duser.language=en -Duser.country=US \\",
            here,
        ),
        ("  -Dsun.net.inetaddr.ttl=10 -Djava.net.preferIPv4Stack=true \\", here),
        (f"  -DMYCAT_HOME={HOME} -cp 'conf:lib/*' io.mycat.MycatStartup", here),
    ]
    return Plain(lines=tuple(lines))


def _keep_numbers() -> tuple[str, ...]:
    """Return the lines that add sequences which are not there yet, and touch none that are."""
    kept = f"{CONF}/sequence_conf.properties"
    return (
        f"touch {kept}",
        "while IFS= read -r line; do",
        '  case "$line" in *=*) ;; *) continue ;; esac',
        f'  grep -q "^${{line%%=*}}=" {kept} || printf \'%s\\n\' "$line" >>{kept}',
        f"done <{CONF}/{SEQUENCE_FILES['file']}",
    )
