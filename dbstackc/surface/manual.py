"""The reference of commands and of partition methods, in Markdown."""

import re
from collections.abc import Iterable
from inspect import cleandoc
from typing import TYPE_CHECKING

from dbstackc.surface.exits import MEANINGS
from dbstackc.surface.table import Argument, Command, Flag

if TYPE_CHECKING:
    from dbstackc.model.partition import Option, Partition

_FIELD = re.compile(r"[a-z_]+(, [a-z_]+)*: ")
"""How a paragraph of a docstring begins that speaks of the class's own fields."""


def command_page(command: Command) -> str:
    """Return the page of a command."""
    usage = " ".join((command.name, "[OPTIONS]", *map(_usage, command.arguments)))
    page = f"# {command.name}\n\n{command.doc}\n\n```text\ndbstackc {usage}\n```\n"
    rows = [f"| `{each.name}` | {_cell(each.doc)} | |\n" for each in command.arguments]
    rows += [_flag_line(flag) for flag in command.flags]
    return page + _table("takes | what | if not said", rows)


def flags_page(title: str, flags: tuple[Flag, ...]) -> str:
    """Return a page of flags alone."""
    return f"# {title}\n" + _table("flag | what | if not said", map(_flag_line, flags))


def exits_page() -> str:
    """Return the page of exit codes."""
    rows = (f"| {code} | {_cell(meaning)} |\n" for code, meaning in MEANINGS.items())
    return "# Exit codes\n" + _table("code | means", rows)


def method_page(kind: "type[Partition]") -> str:
    """Return the page of a partition method, with a table that shows how it is written."""
    told = [part for part in cleandoc(kind.__doc__ or "").split("\n\n") if not _FIELD.match(part)]
    block = "; ".join(option.shown() for option in kind.OPTIONS if option.required)
    example = f"table invoice by {kind.NAME}(customer_id)" + (f" {{ {block} }}" if block else "")
    page = "\n\n".join((f"# {kind.NAME}", *told[:1], f"```dbs\n{example}\n```", *told[1:])) + "\n"
    page += f"\nIn `rule.xml`: `{kind.CLASS}`."
    if kind.PHYSICAL:
        page += " The tables need " + ", ".join(f"`{each}`" for each in kind.PHYSICAL) + " too."
    rows = map(_option_line, kind.OPTIONS)
    return page + "\n" + _table("in the block | what | in `rule.xml` | if not said", rows)


def _usage(argument: Argument) -> str:
    name = argument.name + ("..." if argument.many else "")
    return name if argument.required else f"[{name}]"


def _flag_line(flag: Flag) -> str:
    name = f"{flag.name} {flag.metavar}".strip()
    names = f"`{name}`" + (f", `{flag.short}`" if flag.short else "")
    what = flag.doc
    if flag.choices:
        what += " One of " + ", ".join(f"`{choice}`" for choice in flag.choices) + "."
    return _row(names, _cell(what), f"`{flag.default}`" if flag.default else "")


def _option_line(option: "Option") -> str:
    said = option.default
    default = "required" if option.required else ""
    if said is not None:
        default = f"`{said}`" if not isinstance(said, bool) else "`yes`" if said else "`no`"
    what = option.doc + (" May be repeated." if option.many else "")
    return _row(f"`{option.shown()}`", _cell(what), f"`{option.property}`", default)


def _table(head: str, rows: Iterable[str]) -> str:
    lines = "".join(rows)
    bars = "|---" * (head.count("|") + 1) + "|"
    return f"\n| {head} |\n{bars}\n{lines}" if lines else ""


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n".replace(" |  |", " | |")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
