"""Dockerfiles, read as they stand.

Which image one becomes is said elsewhere: by what builds it.

Source: Docker documentation, "Dockerfile reference".
"""

import re
from collections.abc import Iterator, Sequence
from posixpath import basename, dirname
from typing import NamedTuple

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.facts.image import Recipe
from dbstackc.lint.facts.said import Fact, Said
from dbstackc.lint.reader import Context
from dbstackc.model.machine import Image

from .dockerfile import dockerfile
from .instructions import Instruction, instructions

_FIRST = re.compile(
    r"\ufeff?(?:[ \t]*(?:#[^\n]*|ARG[ \t][^\n]*)?\r?\n)*[ \t]*FROM[ \t]+[^\s{}]", re.I
)
_NEXT = re.compile(
    r"^[ \t]*(?:RUN|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|WORKDIR|ADD|USER|VOLUME)[ \t]", re.M
)
_NAMED = re.compile(r"(?:^|/)(?:Dockerfile|Containerfile)[^/]*$|\.dockerfile$", re.I)
_HEAD = 20_000
"""Characters that are looked at to tell what a file is."""

_FROM = re.compile(r"(?:--\S+[ \t]+)*(?P<base>\S+)(?:[ \t]+AS[ \t]+(?P<name>\S+))?[ \t]*", re.I)
_INSTALL = re.compile(r"apt-get install -y --no-install-recommends (?P<packages>[a-z0-9+. -]+?) &&")
_ARG = re.compile(r'(?P<name>\w+)="?(?P<value>[^"\s]*)"?$')
_USED = re.compile(r"\$(?:\{(\w+)(?::?-([^}]*))?\}|(\w+))")

_RUNS = {"keepalived": re.compile(r'\[?"?keepalived\b'), "mycat": re.compile(r"io\.mycat\.")}
"""What the command of an image says that is made by a recipe."""


class File(NamedTuple):
    """A whole file: what it is from, and its instructions, in order."""

    source: Source
    lines: tuple[Instruction, ...]


class Reader:
    """What reads a Dockerfile."""

    kind = "dockerfile"
    title = "how an image is built"
    example = "Dockerfile"
    comment = ("#", "")

    def claims(self, name: str, text: str) -> int:
        """Return how surely a text is a Dockerfile, 0 to 100: its first instruction is FROM."""
        if not _FIRST.match(text, 0, _HEAD):
            return 0
        is_more = _NEXT.search(text, 0, _HEAD) is not None
        return 90 if _NAMED.search(name) else 60 if is_more else 0

    def read(self, source: Source, context: Context, report: Report) -> File:
        """Return the instructions of a text; what is none is passed over."""
        return File(source, tuple(instructions(source)))

    def write(self, document: File) -> str:
        """Return the text of a file, as it was read."""
        return document.source.text

    def see(self, document: File) -> Iterator[Fact]:
        """Yield the one fact of a file."""
        if document.lines:
            yield _recipe(document.source, document.lines)

    def secrets(self, document: File) -> Iterator[Span]:
        """Yield nothing: what an image is built with, everybody reads who has it."""
        yield from ()


def _recipe(source: Source, lines: Sequence[Instruction]) -> Recipe:
    """Return what a file says beside what the language would write of the same words."""
    begins = [index for index, each in enumerate(lines) if each.word == "FROM"] or [0]
    first, last = begins[0], begins[-1]
    stage = lines[last:]
    runs = " ".join(each.rest for each in stage if each.word in ("CMD", "ENTRYPOINT"))
    by = next((name for name, sign in _RUNS.items() if sign.match(runs) or name in runs), "plain")
    base = _base(lines[:first], stage[0])
    said = {each: _argument(lines[:last], each) for each in ("ARCHIVE", "SHA256")}
    for packages in (tuple(_packages(stage)), ()):
        others = packages[1:] if by == "keepalived" else packages
        image = Image(
            name=basename(dirname(source.name)),
            span=stage[0].span,
            origins={},
            tag="",
            recipe=by,
            base=base.text if base is not None else "",
            packages=tuple(each.text for each in others),
            archive=said["ARCHIVE"].text if said["ARCHIVE"] is not None else "",
            sha256=said["SHA256"].text if said["SHA256"] is not None else "",
            verbatim=(),
            is_said=True,
        )
        wanted = [_plain(each) for each in instructions(Source("", dockerfile(image).text))]
        rest = [each for each in stage[1:] if _plain(each) not in wanted]
        missing = set(wanted) - {_plain(each) for each in lines} - {f"FROM {image.base}"}
        if not missing:
            break
    is_all = base is not None and len(wanted) + len(rest) == len(lines) - first
    return Recipe(
        name=Said(source.name, stage[0].span),
        span=lines[0].span.join(lines[-1].span),
        by=by,
        base=base,
        packages=others,
        archive=said["ARCHIVE"],
        checksum=said["SHA256"],
        rest=tuple(Said(f"{each.word} {each.rest}", each.span) for each in rest),
        is_ours=is_all and not missing and not any(each.here for each in rest),
    )


def _plain(line: Instruction) -> str:
    return f"{line.word} {' '.join(line.rest.split())}"


def _base(before: Sequence[Instruction], line: Instruction) -> Said | None:
    """Return the image that a stage begins with, with what the file itself says of arguments."""
    match = _FROM.fullmatch(line.rest) if line.word == "FROM" else None
    if match is None:
        return None
    known = {
        found["name"]: found["value"]
        for each in before
        if each.word == "ARG" and (found := _ARG.match(each.rest))
    }
    text = match["base"]
    for used in list(_USED.finditer(text)):
        given = known.get(used[1] or used[3], used[2])
        if not given:
            return None
        text = text.replace(used[0], given, 1)
    start = line.span.source.text.find(match["base"], line.at, line.span.end)
    where = Span(line.span.source, start, start + len(match["base"])) if start >= 0 else line.span
    return Said(text, where)


def _argument(lines: Sequence[Instruction], name: str) -> Said | None:
    """Return what an argument is where nobody gives it another value; None for nothing."""
    for each in lines:
        match = _ARG.match(each.rest) if each.word == "ARG" else None
        if match is not None and match["name"] == name and match["value"]:
            return Said(match["value"], each.span)
    return None


def _packages(stage: Sequence[Instruction]) -> Iterator[Said]:
    for each in stage:
        match = _INSTALL.search(each.rest) if each.word == "RUN" else None
        if match is not None:
            yield from (Said(name, each.span) for name in match["packages"].split())
            return
