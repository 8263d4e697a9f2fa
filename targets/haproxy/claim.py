"""Whether a text is a haproxy.cfg."""

import re

_HEAD = re.compile(r"^[ \t]*(?:global|defaults|listen[ \t]+\S+|frontend[ \t]+\S+|backend[ \t]+\S+)"
                   r"(?:[ \t]+\S+)*[ \t]*(?:#[^\n]*)?\r?$", re.M)  # fmt: skip
_INSIDE = re.compile(
    r"^[ \t]+(?:bind[ \t]+\S*:\d|mode[ \t]+(?:tcp|http)\b|timeout[ \t]+(?:connect|client|server)\b"
    r"|balance[ \t]+\w|server[ \t]+\S+[ \t]+\S+|default_backend[ \t]+\S|use_backend[ \t]+\S"
    r"|option[ \t]+(?:httplog|tcplog|httpchk|mysql-check|tcp-check|redispatch|dontlognull)\b"
    r"|stats[ \t]+(?:uri|auth|enable|socket)\b|maxconn[ \t]+\d|log[ \t]+(?:global|\S+[ \t]+\w)"
    r"|http-request[ \t]|tcp-request[ \t]|acl[ \t]+\S|(?:cont|clit|srvt)imeout[ \t]+\d)",
    re.M,
)
_NGINX = re.compile(r"^[ \t]*(?:server|location|http|upstream|events)\b[^\n;#]*\{[ \t]*\r?$", re.M)
"""Blocks of nginx, whose ports stand after `listen` too."""

_CODE = (".py", ".c", ".h", ".lua", ".pl", ".rb", ".go", ".js", ".ts", ".java", ".vtc")
"""Ends of names of programs, in which `global` and `server` are words too."""

_MOST = 200_000
"""Characters of a text that are looked at."""


def claims(name: str, text: str) -> int:
    """Return how surely a text is a haproxy.cfg, 0 to 100: sections, and what stands in them."""
    text = text[:_MOST]
    if name.endswith(_CODE):
        return 0
    if re.match(r"(?:---\s+)?apiVersion:", text.lstrip()):
        return 0
    if _NGINX.search(text):
        return 0
    heads, inside = len(_HEAD.findall(text)), len(_INSIDE.findall(text))
    if not heads or not inside:
        return 0
    return min(100, 40 + 10 * min(heads, 3) + 10 * min(inside, 3))
