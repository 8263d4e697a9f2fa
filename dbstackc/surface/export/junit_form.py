"""Findings as JUnit XML, which most build servers show as tests.

Source: testmoapp/junitxml, the description of what servers read.
"""

from collections.abc import Sequence

from dbstackc.base.diagnostic import Diagnostic
from dbstackc.surface.cells import shown
from dbstackc.surface.look import Look
from dbstackc.surface.render import concise

_LOOK = Look(longest=10_000)


def export(found: Sequence[Diagnostic], code: int) -> str:
    """Return one suite: a case that fails for each finding, or one that passes."""
    cases = [_case(each) for each in found]
    if not cases:
        cases = ['  <testcase name="dbstackc check" classname="dbstackc"/>']
    head = f'name="dbstackc" tests="{len(cases)}" failures="{len(found)}" errors="0"'
    body = "\n".join(cases)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<testsuites>\n <testsuite {head}>\n{body}\n </testsuite>\n</testsuites>\n"
    )


def _case(each: Diagnostic) -> str:
    name = "" if each.primary is None else each.primary.span.source.name
    place = f' file="{_text(name)}" line="{each.primary.span.place[0]}"' if each.primary else ""
    said = "\n".join((*each.notes, *(f"help: {text}" for text in each.helps)))
    return (
        f'  <testcase name="{_text(concise(each, _LOOK))}" classname="{_text(each.rule)}"{place}>\n'
        f'   <failure type="{each.level.word}" message="{_text(each.title)}">'
        f"{_text(said, keep_lines=True)}</failure>\n"
        "  </testcase>"
    )


def _text(text: str, *, keep_lines: bool = False) -> str:
    """Escape for XML; what XML cannot carry is spelled out."""
    lines = text.split("\n") if keep_lines else [text]
    harmless = "\n".join(shown(line, _LOOK) for line in lines)
    for char, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        harmless = harmless.replace(char, name)
    return harmless
