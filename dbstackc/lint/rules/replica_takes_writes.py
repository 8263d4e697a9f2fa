"""A replica takes writes from whoever logs in.

Nothing makes it read-only. One stray write, and it has a row that its source has not; the next
statement on that row ends replication with an error, and the data are two versions.

Source: MySQL 8.4 Reference Manual, read_only, super_read_only: OFF by default.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.machine import Options
from dbstackc.lint.product import DATABASES, is_given, products
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "compose.yml"

_SERVICE = """
services:
  r2:
    image: mysql:8.4.10
    COMMAND
    environment:
      MYSQL_MASTER_HOST: r1
      MYSQL_ROOT_PASSWORD_FILE: /run/secrets/root
    volumes: ["r2:/var/lib/mysql"]
volumes: {r2: {}}
"""

BAD = _SERVICE.replace("    COMMAND\n", "")

GOOD = _SERVICE.replace("COMMAND", "command: --super-read-only=ON")


def check(stack: Stack, report: Report) -> None:
    """Report each replica that nothing makes read-only, as far as can be seen."""
    for options in stack.all(Options):
        if any("read_only" in g or "super_read_only" in g for g in options.groups.values()):
            return
    for each in products(stack):
        one = each.container
        source = next((v for v in one.environment if v.name == "MYSQL_MASTER_HOST"), None)
        if each.kind not in DATABASES or source is None or _is_configured(one):
            continue
        if is_given(one, "MYSQL_READ_ONLY", "MYSQL_EXTRA_FLAGS", "MYSQL_REPLICA_READ_ONLY"):
            continue
        report(
            f"`{one.name.text}` is a replica and takes writes",
            at=one.name.span,
            says="nothing makes it read-only",
            beside=[(source.span, "follows another")],
            note="a row written here is on no other node, and replication ends at the next clash",
            help="start it with `--super-read-only=ON` (`--read-only=ON` for MariaDB)",
        )


def _is_configured(container: Container) -> bool:
    """Tell whether options come from elsewhere."""
    said = " ".join(word.text for word in (*container.command, *container.entrypoint))
    return "read" in said.replace("-", "_") or any(
        mount.inside.text.startswith(("/etc", "/opt/bitnami/mysql/conf"))
        or mount.inside.text.endswith(".cnf")
        for mount in container.mounts
    )
