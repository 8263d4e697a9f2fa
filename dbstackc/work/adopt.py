"""From files that exist to the language: read, joined to stacks, lifted, printed."""

from dbstackc.base.diagnostic import Diagnostic, Label, Level
from dbstackc.base.record import record
from dbstackc.base.report import Report
from dbstackc.lint.excerpt import settle
from dbstackc.lint.lift.lift import lift
from dbstackc.syntax.format import format_tree
from dbstackc.work.anew import still_left
from dbstackc.work.lint import all_hidden, read_stacks
from dbstackc.work.seek import Files


@record(frozen=True, slots=True)
class Adopted:
    """A stack in the language.

    text: laid out. files: the names of those that it is from, in order. left: a piece of advice for
    each thing that could not be carried; no secret in sight.
    """

    text: str
    files: tuple[str, ...]
    left: tuple[Diagnostic, ...]


def adopt(files: Files, report: Report) -> list[Adopted]:
    """Return each stack of some files that holds anything to say.

    Reports: what readers report.
    """
    found = []
    for stack in read_stacks(files.texts(), report):
        lifted = lift(stack)
        if lifted is None:
            continue
        hidden = all_hidden(stack.reads)
        left = tuple(
            settle(
                Diagnostic(
                    "not-carried",
                    Level.ADVICE,
                    each.why,
                    Label(each.span),
                    masked=hidden,
                )
            )
            for each in still_left(lifted, stack)
        )
        names = tuple(dict.fromkeys(read.source.name for read in stack.reads))
        found.append(Adopted(format_tree(lifted.tree), names, left))
    return found
