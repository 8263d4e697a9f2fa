"""A port mapping without quotes is read as a number of base sixty.

YAML 1.1 takes `22:22` for 22 minutes and 22 seconds: 1342. docker-compose 1 then publishes that
port. With quotes it is a text for everyone.

Source: YAML 1.1, "Integer": sexagesimal; docs.docker.com, "ports": always give them as strings.
"""

import re

from dbstackc.base.diagnostic import Edit, Fix, Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..existing.file import File

LEVEL = Level.WARNING

EXAMPLE = "compose.yml"

BAD = """
services:
  jump:
    image: example/sshd:9.2
    ports:
      - 22:22
"""

GOOD = """
services:
  jump:
    image: example/sshd:9.2
    ports:
      - "22:22"
"""


_SIXTY = re.compile(r"[0-9]{1,5}(?::[0-5]?[0-9])+")


def check(stack: Stack, report: Report) -> None:
    """Report each plain mapping that YAML 1.1 takes for a number; the fix quotes it."""
    for file in stack.documents("compose"):
        assert isinstance(file, File)
        services = file.root.get("services") if file.root is not None else None
        for _, body in services.pairs if services is not None else ():
            ports = body.get("ports")
            for item in ports.items if ports is not None else ():
                if not item.plain or item.filled or not _SIXTY.fullmatch(item.said.text):
                    continue
                quoted = f'"{item.said.text}"'
                report(
                    f"`{item.said.text}` is a number of base sixty to some readers",
                    at=item.span,
                    says="without quotes",
                    note="docker-compose 1 publishes another port",
                    fix=Fix(f"write {quoted}", (Edit(item.span, quoted),)),
                )
