"""A stack says what a Swarm does not read.

`docker stack deploy` drops these words with a line that scrolls by: nothing is built, nothing
waits, nothing is called so.

Source: docs.docker.com, "Legacy versions", "docker stack deploy": unsupported sub-options.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..existing.file import File
from ..existing.see import kind_of, services

LEVEL = Level.WARNING

EXAMPLE = "stack.yml"

BAD = """
services:
  web:
    image: haproxy:2.8.5
    container_name: web
    deploy: {placement: {constraints: ["node.role == worker"]}}
"""

GOOD = """
services:
  web:
    image: haproxy:2.8.5
    hostname: web
    deploy: {placement: {constraints: ["node.role == worker"]}}
"""


IGNORED = (
    "build",
    "cgroup_parent",
    "container_name",
    "devices",
    "tmpfs",
    "external_links",
    "links",
    "network_mode",
    "restart",
    "security_opt",
    "userns_mode",
    "privileged",
    "mem_limit",
)


def check(stack: Stack, report: Report) -> None:
    """Report what is dropped of each service, in one finding."""
    for file in stack.documents("compose"):
        assert isinstance(file, File)
        if file.root is None or kind_of(file.root) != "stack":
            continue
        for name, body in services(file.root):
            keys = [key for key in map(body.key, IGNORED) if key is not None]
            if not keys or body.get("deploy") is None:
                continue
            words = ", ".join(f"`{key.said.text}`" for key in keys)
            report(
                f"a Swarm does not read {words} of `{name.said.text}`",
                at=keys[0].span,
                says="dropped",
                beside=[(key.span, "this too") for key in keys[1:4]],
                note="`docker stack deploy` says so in passing, and goes on without it",
                help="say it in `deploy`, or leave it out",
            )
