"""Spoil option files: one line in each is made wrong, and which one is known."""

import re
from collections.abc import Iterator
from random import Random

_LINE = re.compile(r"^(?P<name>[a-z][\w-]{4,})(?P<eq>[ \t]*=[ \t]*)?(?P<value>[^\n#]*)", re.M)
_SERVER = re.compile(r"^\[(?:mysqld|server|mariadb)\][^\n]*\n(?P<body>(?:(?!^\[).*\n?)*)", re.M)
_WORDS = ("binlog_format", "transaction_isolation", "character_set_server", "binlog_row_image",
          "slave_parallel_mode", "binlog_checksum")  # fmt: skip
WAYS = ("slip", "unheard", "number", "word", "bracket", "homeless", "value")


def spoiled(text: str, random: Random, how: str) -> tuple[str, int] | None:
    """Return a text with one thing made wrong, and its line; None where it has no such thing."""
    edits = list(_edits(text, random, how))
    if not edits:
        return None
    start, end, instead = random.choice(edits)
    return text[:start] + instead + text[end:], text.count("\n", 0, start) + 1


def _edits(text: str, random: Random, how: str) -> Iterator[tuple[int, int, str]]:
    if how == "homeless":
        yield 0, 0, "max_connections = 5\n"
        return
    for group in _SERVER.finditer(text):
        if how == "bracket":
            close = text.index("]", group.start())
            yield close, close + 1, ""
            continue
        for line in _LINE.finditer(text, group.start("body"), group.end("body")):
            start, end = line.span("name")
            name, value = line["name"].replace("-", "_"), line["value"].strip()
            if how == "slip" and len(name) > 6:
                at = random.randrange(1, len(name) - 2)
                yield start, end, line["name"][:at] + "q" + line["name"][at + 1 :]
            elif how == "unheard":
                yield start, end, random.choice(("colour", "max_connexions", "innodb_speed"))
            elif how == "number" and line["eq"] and re.fullmatch(r"\d+[KMG]?", value):
                wrong = random.choice((f"{value}ms", "many", f"{value} MB", "1h"))
                yield line.start("value"), line.end("value"), wrong
            elif how == "word" and name in _WORDS and line["eq"]:
                yield line.start("value"), line.end("value"), "nothing-such"
            elif how == "value" and re.fullmatch(r"\d+[KMG]?", value) and line["eq"]:
                yield line.end("name"), line.end("value"), ""
