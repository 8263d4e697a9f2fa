"""Whether a text is a Compose file or a stack."""

import re

_SERVICES = re.compile(r"^services[ \t]*:[ \t]*(?:#[^\n]*|\{.*)?\r?$", re.M)
_VERSION = re.compile(
    r"^version[ \t]*:[ \t]*['\"]?[123](?:\.\d+)?['\"]?[ \t]*(?:#[^\n]*)?\r?$", re.M
)
_IMAGE = re.compile(
    r"^[ \t]+(?:image|build|extends|ports|environment|env_file|volumes|command|restart|depends_on"
    r"|networks|deploy|healthcheck)[ \t]*:",
    re.M,
)
_OTHERS = re.compile(r"^(?:apiVersion|kind|jobs|stages|swagger|openapi|on|hosts)[ \t]*:", re.M)
_LISTED = re.compile(r"^services[ \t]*:[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*-[ \t]", re.M)
"""Services in a list are those of another program."""


def claims(name: str, text: str) -> int:
    """Return how surely a text is a Compose file, 0 to 100."""
    head = text[:200_000]
    if name.endswith((".sh", ".bash", ".sql", ".py")) or _LISTED.search(head):
        return 0
    if _OTHERS.search(head) or not _IMAGE.search(head):
        return 0
    if _SERVICES.search(head):
        return 95
    return 60 if _VERSION.search(head) or "compose" in name.rpartition("/")[2] else 0
