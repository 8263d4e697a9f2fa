"""A run that ends without its product says why, in the form that was asked for.

What people read stands on standard error already; a program that reads standard output finds the
findings there as ever, with the exit code.
"""

from collections.abc import Mapping, Sequence

from dbstackc.surface.asked import Asked
from dbstackc.surface.table import FORMATS, command

DRAWN = ("full", "concise", "markdown")
"""Forms for people."""


def machine_form(
    argv: Sequence[str], asked: tuple[str, Asked] | None, environment: Mapping[str, str]
) -> str:
    """Return the form for programs that was asked for, or "" where people read.

    asked: None where the command line could not be read, and is searched for the form.
    """
    name = asked[0] if asked else next((word for word in argv if command(word)), "")
    form = asked[1].text("output-format") if asked else _searched(argv, environment)
    if not form and (known := command(name)) is not None:
        defaults = [flag.default for flag in known.flags if flag.key == "output-format"]
        form = defaults[0] if defaults else ""
    return form if form in FORMATS and form not in DRAWN else ""


def refused(form: str, code: int, rule: str, title: str, hint: str = "") -> str:
    """Return the one finding that stands for a run that could not be, in a form for programs.

    rule: `misuse`, `hindered`, `interrupted`, `cannot-write` or `bug`.
    """
    from dbstackc.base.diagnostic import Diagnostic, Level
    from dbstackc.surface.export import export

    level = Level.BUG if rule == "bug" else Level.ERROR
    found = Diagnostic(rule, level, title, None, helps=(hint,) if hint else ())
    return export(form, [found], code)


def _searched(argv: Sequence[str], environment: Mapping[str, str]) -> str:
    flag = "--output-format"
    for index, word in enumerate(argv):
        if word == flag:
            return "".join(argv[index + 1 : index + 2])
        if word.startswith(flag + "="):
            return word.partition("=")[2]
    return environment.get("DBSTACKC_OUTPUT_FORMAT", "")
