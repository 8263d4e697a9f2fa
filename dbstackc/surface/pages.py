"""The reference: what rules, words and targets say of themselves, as text, Markdown or JSON."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dbstackc.check.rule import Rule
from dbstackc.check.rule import rules as rules_of_dbs
from dbstackc.language.shape import Shape, Slot
from dbstackc.lint.standing import standing

if TYPE_CHECKING:
    from dbstackc.lint.rule import Rule as LintRule

Row = dict[str, Any]


def rule_row(rule: Rule) -> Row:
    """Return a rule as a row."""
    return {
        "name": rule.name,
        "level": rule.level.word,
        "title": rule.title,
        "page": rule.text.strip(),
        "bad": rule.bad.strip() + "\n",
        "good": rule.good.strip() + "\n",
    }


def rule_page(rule: Rule) -> str:
    """Return the page of a rule in Markdown."""
    return (
        f"# {rule.name} ({rule.level.word})\n\n{rule.text.strip()}\n\n"
        f"## Found in\n\n```dbs\n{rule.bad.strip()}\n```\n\n"
        f"## Not in\n\n```dbs\n{rule.good.strip()}\n```\n\n"
        f"## In files that exist\n\n{standing(rule.name)}\n"
    )


def all_rules(over: str = "") -> tuple[list[Row], list[str]]:
    """Return every rule as a row, and the pages of them all, in alphabetical order.

    over: dbs for rules over .dbs files, files for those over files that exist; "" for both.
    """
    rows, pages = [], []
    if over != "files":
        rows += [rule_row(rule) for rule in rules_of_dbs()]
        pages += [rule_page(rule) for rule in rules_of_dbs()]
    if over != "dbs":
        from dbstackc.lint.rule import rules

        rows += [lint_row(rule) for rule in rules()]
        pages += [lint_page(rule) for rule in rules()]
    return rows, pages


def lint_row(rule: "LintRule") -> Row:
    """Return a rule over files that exist as a row."""
    return {
        "name": rule.name,
        "level": rule.level.word,
        "title": rule.title,
        "page": rule.text.strip(),
        "bad": rule.files(rule.bad),
        "good": rule.files(rule.good),
    }


def lint_page(rule: "LintRule") -> str:
    """Return the page of a rule over files that exist, in Markdown."""
    return (
        f"# {rule.name} ({rule.level.word})\n\n{rule.text.strip()}\n\n"
        f"## Found in\n\n{_files(rule.files(rule.bad))}\n"
        f"## Not in\n\n{_files(rule.files(rule.good))}"
    )


def _files(texts: Mapping[str, str]) -> str:
    """Return texts in fences that are longer than any inside them."""
    parts = []
    for name, text in texts.items():
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
        parts.append(f"{name}:\n\n{fence}text\n{text.strip()}\n{fence}\n")
    return "\n".join(parts)


def word_row(shape: Shape) -> Row:
    """Return a word as a row, with what it takes and what its block may hold."""
    return {
        "name": shape.word,
        "title": shape.doc.strip().partition("\n")[0],
        "page": shape.doc.strip(),
        "example": shape.example,
        "slots": [_slot_row(slot) for slot in shape.slots],
        "parts": [word_row(part) for part in shape.parts],
    }


def word_page(shape: Shape, depth: int = 1) -> str:
    """Return the page of a word in Markdown, those of its parts below it."""
    page = f"{'#' * depth} {shape.word}\n\n{shape.doc.strip()}\n\n```dbs\n{shape.example}\n```\n"
    if shape.slots:
        page += "\n| takes | where | what | if not said |\n|---|---|---|---|\n"
        page += "".join(_slot_line(slot) for slot in shape.slots)
    for part in shape.parts:
        page += "\n" + word_page(part, depth + 1)
    return page


def _slot_row(slot: Slot) -> Row:
    return {
        "name": slot.name,
        "place": slot.place,
        "type": slot.type.noun,
        "title": slot.doc,
        "many": slot.many,
        "required": slot.required,
        "default": slot.default,
        "choices": list(slot.choices),
    }


def _slot_line(slot: Slot) -> str:
    where = {"value": "after the word", "block": f"`{slot.name} …` in the block"}.get(
        slot.place, f"after `{slot.place}`"
    )
    what = slot.doc
    if slot.choices:
        what += " One of " + ", ".join(f"`{choice}`" for choice in slot.choices) + "."
    default = "required" if slot.required else f"`{slot.default}`" if slot.default else ""
    kind = slot.type.noun + (", several" if slot.many else "")
    return f"| {kind} | {where} | {what} | {default} |\n".replace(" |  |", " | |")


def listing(rows: Sequence[Row], form: str, pages: Iterable[str]) -> str:
    """Return many in one form: full (a line each), json, or markdown (a page each)."""
    if form == "json":
        return json.dumps(list(rows), indent=1) + "\n"
    if form == "markdown":
        return "\n".join(pages)
    return "".join(f"{line}\n" for line in _columns(rows))


def _columns(rows: Sequence[Row]) -> Iterable[str]:
    heads = [[row["name"], *([row["level"]] if "level" in row else [])] for row in rows]
    widths = [max(map(len, column)) for column in zip(*heads, strict=True)]
    for head, row in zip(heads, rows, strict=True):
        cells = (f"{cell:{width}}" for cell, width in zip(head, widths, strict=True))
        yield f"{'  '.join(cells)}  {row['title']}".rstrip()
