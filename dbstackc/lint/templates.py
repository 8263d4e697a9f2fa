"""Texts of which a file is made later: what stands in them is not what an engine reads."""

from functools import lru_cache
from posixpath import splitext

from dbstackc.base.diagnostic import Diagnostic
from dbstackc.base.record import replace
from dbstackc.base.source import Source
from dbstackc.base.span import Span

_MADE = frozenset(
    (".j2", ".jinja", ".jinja2", ".erb", ".epp", ".tmpl", ".tpl", ".template", ".gotmpl", ".ctmpl",
     ".mustache", ".hbs", ".in", ".py", ".rb", ".js", ".ts", ".go", ".java", ".php", ".pl", ".pp",
     ".lua", ".tf", ".rs", ".groovy", ".kt", ".scala", ".cs")
)  # fmt: skip
"""Ends of names of templates, and of programs that hold a file's text."""

_DECIDES = (
    ("{%", "%}"),
    ("<%", "%>"),
    ("{{if ", "{{end"),
    ("{{ if ", "{{ end"),
    ("{{- if ", "end"),
)
"""Pairs that say, where both are there, that something is left in or out of a file."""

_FILLED = ("{{", "<%")
"""What begins a place that is filled later."""


def without_fix(found: Diagnostic) -> Diagnostic:
    """Return a finding without its fix where that would change a text of which files are made.

    What is wrong may stand under a condition there, and the same words may be meant for others.
    """
    fix = found.fix
    if fix is None or not any(_is_made(edit.span) for edit in fix.edits):
        return found
    return replace(found, fix=None)


def _is_made(span: Span) -> bool:
    text = span.source.text
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    line = text[start : len(text) if end < 0 else end]
    return _is_template(span.source) or any(mark in line for mark in _FILLED)


@lru_cache(maxsize=64)
def _is_template(source: Source) -> bool:
    if splitext(source.name)[1].lower() in _MADE:
        return True
    return any(opens in source.text and closes in source.text for opens, closes in _DECIDES)
