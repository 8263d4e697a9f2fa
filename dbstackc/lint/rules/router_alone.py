"""One MyCat stands behind several balancers.

Everything goes through it. The balancers cover for each other, and with the one router gone neither
has anywhere to send.

Source: MyCat 1.6.7.4 keeps no state that a second instance could not have (conf/ is the same).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.router import RouterSchema
from dbstackc.lint.product import products
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "stack.md"

_DOCUMENT = """
```shell
docker run -d --name mycat1 --net host -v mycat1:/usr/local/mycat example/mycat:1.6.7.4
SECOND
docker run -d --name h1 -v ./a:/usr/local/etc/haproxy:ro haproxy:2.8.5
docker run -d --name h2 -v ./a:/usr/local/etc/haproxy:ro haproxy:2.8.5
```

```xml
<schema name="shop" checkSQLschema="true" sqlMaxLimit="-1" dataNode="d"/>
```
"""

BAD = _DOCUMENT.replace("SECOND\n", "")

GOOD = _DOCUMENT.replace(
    "SECOND",
    "docker run -d --name mycat2 --net host -v mycat2:/usr/local/mycat example/mycat:1.6.7.4",
)


def check(stack: Stack, report: Report) -> None:
    """Report a lone MyCat, where two or more balancers are run by name."""
    if not stack.all(RouterSchema):
        return
    routers = [one for one in stack.all(Container) if _is_router(one)]
    balancers = [each.container for each in products(stack) if each.kind == "haproxy"]
    if len(routers) != 1 or len(balancers) < 2 or routers[0].replicas is not None:
        return
    report(
        f"`{routers[0].name.text}` is the only MyCat",
        at=routers[0].name.span,
        says="everything goes through it",
        beside=[(one.name.span, "a balancer") for one in balancers[:2]],
        note="the balancers cover for each other, and nobody covers for it",
        help="run a second one on another machine, with the same files",
    )


def _is_router(container: Container) -> bool:
    named = [container.name.text, *(m.outside.text for m in container.mounts if m.outside)]
    said = container.image.text if container.image is not None else ""
    return "mycat" in f"{container.name.text} {said}".lower() or (
        "mycat" in " ".join(named).lower()
    )
