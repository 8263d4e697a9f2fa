"""Where any text looks as if it held a password: what is drawn of it shows stars instead.

Readers know the passwords of their formats. This knows none, and is the second net: an option of a
command, an assignment, a statement of SQL, in whatever kind of file.
"""

import re
from collections.abc import Iterator
from string import ascii_uppercase

from dbstackc.base.source import Source
from dbstackc.base.span import Span

_NAMED = re.compile(
    r"(?:passw(?:or)?d|passwd|_pwd|_pass|secret|token|sst_auth|api_?key)\w*['\"]?"
    r"[ \t]*(?:=>|[=:])[ \t]*['\"]?(?P<value>[^\s'\",;}<>|&)]+)"
)
_TOLD = re.compile(
    r"(?:--(?:\w+-)*(?:password|passwd|pwd|token|auth)[ =]"
    r"|identified\s+(?:with\s+\S+\s+)?(?:by|as)\s+(?:password\s+)?|auth_pass\s+"
    r"|set\s+password[^=\n]{0,80}=\s*(?:password\()?)['\"]?(?P<value>[^\s'\";)|]+)"
)
_SHORT = re.compile(
    r"\b(?:mysql\w*|mariadb[\w-]*|docker\s+login)\b[^\n|;&]{0,200}?\s-p[ \t]?['\"]?"
    r"(?P<value>[^\s'\";|&-][^\s'\";|&]*)"
)
_NO_VALUE = ("$", "/", "@@", "{{", "{%", "<", "%(", "***", "!!")
_LOWER = {ord(letter): letter.lower() for letter in ascii_uppercase}
"""Makes letters small, and keeps each in its place: eight times as fast as not to care for them."""

_SIGNS = ("pass", "pwd", "secret", "token", "auth", "key", " -p", "identified")
"""What a text has that may hold one; most have none of it."""

_WORDS = frozenset(("yes", "no", "true", "false", "null", "none", "env", "file", "string"))


def hidden(source: Source) -> Iterator[Span]:
    """Yield the places of a text that may be passwords."""
    text = source.text
    lowered = text.translate(_LOWER)
    if not any(word in lowered for word in _SIGNS):
        return
    for pattern, among in ((_NAMED, lowered), (_TOLD, lowered), (_SHORT, text)):
        for match in pattern.finditer(among):
            value = text[match.start("value") : match.end("value")]
            if value.startswith(_NO_VALUE) or value.lower() in _WORDS:
                continue
            yield Span(source, match.start("value"), match.end("value"))
