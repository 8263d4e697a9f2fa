"""A proxy leads to a backend that is not there.

HAProxy does not start: "unable to find required default_backend".

Source: HAProxy 2.8 configuration manual, "default_backend", "use_backend"; `haproxy -c` refuses it.
"""

from dbstackc.base.diagnostic import Edit, Fix, Level
from dbstackc.base.suggest import nearest
from dbstackc.check.rule import Report
from dbstackc.lint.facts.proxy import Proxy
from dbstackc.lint.stack import Stack

LEVEL = Level.ERROR

EXAMPLE = "haproxy.cfg"

BAD = """
defaults
    mode tcp
    timeout connect 5s
    timeout client 8h
    timeout server 8h

frontend sql
    bind :3306
    default_backend nodse

backend nodes
    server a 10.0.0.1:8066 check
"""

GOOD = """
defaults
    mode tcp
    timeout connect 5s
    timeout client 8h
    timeout server 8h

frontend sql
    bind :3306
    default_backend nodes

backend nodes
    server a 10.0.0.1:8066 check
"""


def check(stack: Stack, report: Report) -> None:
    """Report each name that no backend or listen of the file has."""
    for read in (each for each in stack.reads if each.reader.kind == "haproxy"):
        if read.context.fragment:
            continue
        for proxy in (fact for fact in read.facts if isinstance(fact, Proxy)):
            named = {p.name.text: p for p in proxy.pools if p.kind in ("backend", "listen")}
            if not named:
                continue  # the backends are in another file
            for pool in proxy.pools:
                for said in pool.leads_to:
                    if said.text in named or "%[" in said.text or "$" in said.text:
                        continue
                    near = nearest(said.text, named)
                    if near is None:
                        continue
                    report(
                        f"there is no backend `{said.text}`",
                        at=said.span,
                        says="leads nowhere",
                        beside=[(named[near].name.span, "this one is near")],
                        note="HAProxy does not start",
                        fix=Fix(f"write `{near}`", (Edit(said.span, near),)),
                    )
