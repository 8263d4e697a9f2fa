"""What is said of a mistake in the writing. Every text of the rule `syntax` stands here.

Each function takes what was met and adds one diagnostic.
"""

from collections.abc import Sequence

from dbstackc.base.diagnostic import Fix
from dbstackc.base.report import Report
from dbstackc.base.span import Span
from dbstackc.base.text import counted
from dbstackc.syntax.lexeme import Lexeme

RULE = "syntax"

_ENDS = frozenset(("_NEWLINE", "SEMICOLON", "CLOSE", "OPEN", "PREPOSITION", "$END"))
_BEGINNINGS = frozenset(("", "_NEWLINE", "SEMICOLON", "OPEN"))
_PARTNERS = {"}": "{", ")": "(", "]": "["}
_BELONGS = {
    "at": "an address belongs here",
    "on": "a host, a port, an interface or a cluster belongs here",
    "in": "what it is inside of belongs here",
    "to": "where packets go next belongs here",
    "by": "a method belongs here",
    "as": "a name belongs here",
    "with": "a credential belongs here",
    "for": "for whom it is belongs here",
    "from": "where it comes from belongs here",
    "every": "a duration belongs here",
}


def refused(lexeme: Lexeme, last: Lexeme | None, bracket: Lexeme | None, report: Report) -> None:
    """Say why a lexeme cannot follow the one before.

    last: the lexeme before, None at the start; bracket: the innermost open parenthesis, if any.
    """
    kind, before = lexeme.type, last.type if last else ""
    if bracket and kind in _ENDS:
        help = "close it with `)`"
        say(report, "this bracket is never closed", bracket, "opened here", help)
    elif before in _BEGINNINGS or last is None:
        _cannot_begin(lexeme, report)
    elif before in ("PREPOSITION", "COMMA", "ARROW"):
        _lacks_value(lexeme, last, report)
    elif before == "CLOSE":
        _behind_block(lexeme, report)
    elif bracket and kind in ("WORD", "STRING"):
        title = f"{_shown(lexeme)} follows a value with no comma between"
        say(report, title, lexeme, help="write a comma before it, or close the bracket with `)`")
    elif kind == "COMMA":
        say(report, "nothing stands before this comma", lexeme, help="take it out")
    elif kind == "ARROW":
        help = "write one word on each side, as in `4001 -> 8888`"
        say(report, "`->` joins two words, and does not here", lexeme, help=help)
    else:
        _cannot_be_value(lexeme, report)


def _cannot_begin(lexeme: Lexeme, report: Report) -> None:
    kind, shown = lexeme.type, _shown(lexeme)
    says, help = "", "begin the statement with a word"
    if kind == "PREPOSITION":
        says = "one of the ten small words"
        help = "write it on the line of its statement; a line ending in `\\` goes on in the next"
    elif kind == "OPEN":
        help = "write a word before the `{`, on the same line"
    elif kind == "COMMA":
        help = "write the comma at the end of the line before; a list goes on after a comma"
    say(report, f"a statement cannot begin with {shown}", lexeme, says, help)


def _lacks_value(lexeme: Lexeme, last: Lexeme, report: Report) -> None:
    if lexeme.type in _ENDS:
        note = ""
        if lexeme.type == "PREPOSITION":
            note = f"`{lexeme.text}` is one of the ten small words, and cannot be a value"
        if last.type == "PREPOSITION":
            says = _BELONGS.get(last.text, "a value belongs here")
            say(report, f"`{last.text}` is followed by nothing", last, says, note=note)
        else:
            help = f"take the `{last.text}` out, or write what is missing"
            say(report, f"`{last.text}` is followed by nothing", last, help=help, note=note)
    elif last.type == "ARROW" and lexeme.type == "STRING":
        help = "take the quotes off, or write the two without the arrow"
        say(report, "`->` joins two words, and this is a text", lexeme, help=help)
    elif lexeme.type == last.type == "COMMA":
        help = "take one of them out, or write what is missing"
        say(report, "nothing stands between two commas", lexeme, help=help)
    else:
        _cannot_be_value(lexeme, report)


def _cannot_be_value(lexeme: Lexeme, report: Report) -> None:
    help = "write a word before it, as in `mod(id)`" if lexeme.type == "LPAR" else ""
    say(report, f"a value cannot begin with {_shown(lexeme)}", lexeme, help=help)


def _behind_block(lexeme: Lexeme, report: Report) -> None:
    if lexeme.type == "WORD":
        help = "put it on a line of its own, or write `;` before it"
        say(report, f"`{lexeme.text}` begins a second statement on the line", lexeme, help=help)
    elif lexeme.type == "OPEN":
        help = "join the two blocks, or write the word that the second belongs to"
        say(report, "a statement has one block, and this is a second", lexeme, help=help)
    else:
        title = f"a statement ends with its block, and {_shown(lexeme)} stands behind it"
        say(report, title, lexeme, help="write it before the `{`")


def closes_nothing(lexeme: Lexeme, report: Report) -> None:
    """Say that a closing brace or bracket has no partner."""
    noun = "brace" if lexeme.text == "}" else "bracket"
    help = f"take it out, or write the `{_PARTNERS[lexeme.text]}` that it closes"
    say(report, f"this {noun} closes nothing", lexeme, help=help)


def never_closed(braces: Sequence[Lexeme], report: Report, until: Span | None = None) -> None:
    """Say that braces are open at the end of what they hold.

    braces: innermost last, at least one.
    until: the line that shows by its indentation that a brace should have been closed before it.
    """
    *others, brace = braces
    title = "this brace is never closed"
    if others:
        title = f"{counted(len(braces), 'brace')} are never closed"
    beside = [(other.span, "and this one") for other in others[-3:]]
    help = "close it with `}` where its block ends"
    if until is not None:
        beside, help = [(until, "this line is no further in")], "close it with `}` before that line"
    report.error(RULE, title, at=brace.span, says="opened here", beside=beside, help=help)


def stands_alone(brace: Lexeme, report: Report) -> None:
    """Say that a block opens on the line after its statement."""
    help = "write the `{` at the end of the line before"
    say(report, "a block opens on the line of its statement", brace, help=help)


def too_deep(lexeme: Lexeme, most: int, report: Report) -> None:
    """Say that blocks or parentheses nest too far."""
    noun = "blocks are" if lexeme.type == "OPEN" else "parentheses are"
    help = "take one level out; what is inside was not read"
    say(report, f"{noun} nested more than {most} deep", lexeme, help=help)


def too_many(lexeme: Lexeme, most: int, report: Report) -> None:
    """Say that reading stopped."""
    note = "the rest of the file was not read"
    say(report, f"more than {most} syntax errors", lexeme, note=note)


def say(
    report: Report,
    title: str,
    at: Lexeme | Span,
    says: str = "",
    help: str = "",
    note: str = "",
    fix: Fix | None = None,
) -> None:
    """Add one diagnostic of the rule `syntax`."""
    span = at.span if isinstance(at, Lexeme) else at
    report.error(RULE, title, at=span, says=says, help=help or (), note=note or (), fix=fix)


def _shown(lexeme: Lexeme) -> str:
    if lexeme.type == "STRING":
        return "a text"
    return f"`{lexeme.text}`" if len(lexeme.text) <= 40 else f"`{lexeme.text[:39]}…`"
