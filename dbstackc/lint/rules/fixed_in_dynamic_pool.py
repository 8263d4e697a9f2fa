"""A container has a fixed address that Docker may give to another one.

Docker hands out addresses from the whole subnet unless a pool is set apart. After a restart in
another order a container without a fixed address takes the one that was meant for this, which then
does not start: "Address already in use".

Source: docs.docker.com, "docker network create", `--ip-range`; moby/moby#26284.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.container import Container
from dbstackc.lint.nets import fixed
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "run.sh"

BAD = """
docker network create --subnet 172.30.0.0/24 front
docker run -d --name h1 --net front --ip 172.30.0.7 haproxy:2.8.5
docker run -d --name app --net front nginx:1.27.3
"""

GOOD = """
docker network create --subnet 172.30.0.0/24 --ip-range 172.30.0.128/25 front
docker run -d --name h1 --net front --ip 172.30.0.7 haproxy:2.8.5
docker run -d --name app --net front nginx:1.27.3
"""


def check(stack: Stack, report: Report) -> None:
    """Report each network whose pool holds fixed addresses beside addresses that Docker chooses."""
    for net in fixed(stack):
        if net.fact is None or not net.fact.subnets or net.fact.pool or net.fact.outer:
            continue
        free = [
            one
            for one in stack.all(Container)
            for attached in one.networks
            if attached.network.text == net.name and attached.address is None
        ]
        if not free:
            continue
        container, attached = net.containers[0]
        assert attached.address is not None
        report(
            f"Docker may give the address of `{container.name.text}` to another container",
            at=attached.address.span,
            says="fixed",
            beside=[
                (net.fact.subnets[0].span, "all of it is handed out"),
                (free[0].name.span, f"`{free[0].name.text}` takes whichever is free"),
            ],
            note="after a restart in another order this address is taken, and the container that "
            "it was meant for does not start",
            help="set a pool apart with `--ip-range` (`ip_range` in Compose), away from fixed ones",
        )
