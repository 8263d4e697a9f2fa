"""A service uses a volume that the file does not make.

Compose refuses the file, all of it: "undefined volume". Nothing of the stack starts.

Source: docs.docker.com, "volumes": a named volume is listed under the top-level key;
`docker-compose config` refuses it.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.container import Container
from dbstackc.lint.stack import Stack

from ..existing.names import is_complete, owners, stands_alone

LEVEL = Level.ERROR

EXAMPLE = "compose.yml"

BAD = """
services:
  web:
    image: haproxy:2.8.5
    volumes: ["state:/var/lib/haproxy"]
volumes:
  stat: {}
"""

GOOD = """
services:
  web:
    image: haproxy:2.8.5
    volumes: ["state:/var/lib/haproxy"]
volumes:
  state: {}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each named volume of a service that its file, with its overrides, does not list."""
    made: dict[str, set[str]] = {}
    for name, file in owners(stack.documents("compose")).items():
        volumes = file.whole.get("volumes") if file.whole is not None else None
        if stands_alone(file) or (volumes is not None and is_complete(file)):
            made[name] = {key.said.text for key, _ in volumes.pairs} if volumes else set()
    for one in stack.all(Container):
        if one.by not in ("compose", "stack"):
            continue
        known = made.get(one.span.source.name)
        for mount in one.mounts:
            said = mount.outside
            if mount.kind != "volume" or said is None or known is None or said.text in known:
                continue
            if mount.span.source.name not in made:
                continue  # it came with a service of another file
            if "$" in said.text or not said.text.replace("-", "").replace("_", "").isalnum():
                continue
            report(
                f"no volume is called `{said.text}`",
                at=said.span,
                says=f"of `{one.name.text}`",
                note="Compose refuses the whole file",
                help=f"list `{said.text}:` under `volumes:`",
                once=True,
            )
