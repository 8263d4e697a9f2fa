"""A firewall or the network is loaded anew under a Docker that runs.

Docker writes its rules when it starts, and when a container does. A reload takes them away:
published ports and Swarm's ingress lead nowhere until Docker itself is started again.

Source: moby/moby#50445, moby/moby#35043; firewalld documentation, "Reload".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.machine import Reload
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "open.sh"

BAD = """
docker run -d -p 3306:3306 --name db -v d:/var/lib/mysql mysql:8.4.10
firewall-cmd --permanent --add-port=3306/tcp
systemctl restart network
"""

GOOD = """
docker run -d -p 3306:3306 --name db -v d:/var/lib/mysql mysql:8.4.10
firewall-cmd --permanent --add-port=3306/tcp
firewall-cmd --add-port=3306/tcp
"""


def check(stack: Stack, report: Report) -> None:
    """Report the first reload of each program, where containers publish ports."""
    published = [port for one in stack.all(Container) for port in one.ports if port.outside]
    told: set[str] = set()
    for reload in stack.all(Reload):
        if not published or reload.name.text in told:
            continue
        told.add(reload.name.text)
        report(
            f"loading `{reload.name.text}` anew takes Docker's rules away",
            at=reload.name.span,
            says="under a Docker that runs",
            beside=[(published[0].span, "this port leads nowhere then")],
            note="Docker writes its rules when it starts, and when a container does",
            help="open ports at run time too, without a reload, or restart Docker after it",
        )
