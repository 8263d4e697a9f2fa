"""`dbstackc explain`: a rule, a word, a method, a command, an exit code, a line of a bundle."""

import json
import re
from pathlib import Path

from dbstackc.base.diagnostic import Diagnostic, Label, Level
from dbstackc.base.report import Report
from dbstackc.base.suggest import nearest
from dbstackc.surface.asked import Asked
from dbstackc.surface.commands.check import tell_instead
from dbstackc.surface.exits import DONE, MEANINGS, MisuseError
from dbstackc.surface.table import COMMANDS, command
from dbstackc.surface.talk import Talk
from dbstackc.work.explain import Traced, trace

_LINE = re.compile(r"(?P<path>.+?):(?P<line>[0-9]{1,9})(?::[0-9]+)?")


def run(asked: Asked, talk: Talk) -> int:
    """Explain what was named."""
    what = asked.text("WHAT")
    as_json = asked.text("output-format") == "json"
    exits = re.fullmatch(r"exit:([0-9]+)", what)
    if exits:
        return _exit(int(exits[1]), as_json, talk)
    if line := _LINE.fullmatch(what):
        return _line(Path(line["path"]), int(line["line"]), as_json, talk)
    return _name(what, as_json, talk)


def _exit(code: int, as_json: bool, talk: Talk) -> int:
    if code not in MEANINGS:
        raise MisuseError(f"dbstackc never exits with {code}")
    meaning = MEANINGS[code]
    talk.out(json.dumps({"code": code, "meaning": meaning}) if as_json else f"{code}: {meaning}")
    talk.out("\n")
    return DONE


def _name(name: str, as_json: bool, talk: Talk) -> int:
    from dbstackc.language.words import shapes
    from dbstackc.surface import pages

    rows, told = pages.all_rules()
    for row, page in zip(rows, told, strict=True):
        if row["name"] == name:
            talk.out(json.dumps(row, indent=1) + "\n" if as_json else page)
            return DONE
    if name in shapes():
        shape = shapes()[name]
        page = pages.word_page(shape)
        talk.out(json.dumps(pages.word_row(shape), indent=1) + "\n" if as_json else page)
        return DONE
    from dbstackc.model.partition import METHODS
    from dbstackc.surface.manual import command_page, method_page

    page = ""
    if name in METHODS:
        page = method_page(METHODS[name])
    elif found := command(name):
        page = command_page(found)
    if page:
        talk.out(json.dumps({"name": name, "page": page}, indent=1) + "\n" if as_json else page)
        return DONE
    names = [
        *(row["name"] for row in rows),
        *shapes(),
        *METHODS,
        *(each.name for each in COMMANDS),
    ]
    near = nearest(name, names)
    hint = f"did you mean `{near}`?" if near else "`dbstackc rules` and `dbstackc words` list them"
    if Path(name).is_file():
        hint = f"say which line, as in `{name}:1`"
    raise MisuseError(f"nothing is called `{name}`", hint)


def _line(path: Path, line: int, as_json: bool, talk: Talk) -> int:
    if not path.is_file():
        raise MisuseError(f"`{path}` does not exist")
    report = Report()
    traced = trace(path, line, report)
    if traced is None:
        return tell_instead(report, "json" if as_json else "", talk)
    talk.out(_told(traced) if as_json else _drawn(traced, talk))
    made = traced.made
    if made.is_changed:
        talk.warn(f"{made.name} has changed since; build again to see its words")
    elif made.said is None:
        talk.warn(f"{made.name} was not found here")
    return DONE


def _told(traced: Traced) -> str:
    made = traced.made
    told = {
        "generated": traced.generated.text,
        "path": made.name,
        "line": made.line,
        "column": made.column,
        "said": None if made.said is None else made.said.text,
    }
    return json.dumps(told, indent=1) + "\n"


def _drawn(traced: Traced, talk: Talk) -> str:
    from dbstackc.surface.render import draw_places

    labels, made = [Label(traced.generated)], traced.made
    if made.said is None:
        tail = f"  {made.name}:{made.line}:{made.column}\n"
    else:
        labels.append(Label(made.said, "says so"))
        tail = ""
    told = Diagnostic("", Level.ADVICE, "", labels[0], tuple(labels[1:]))
    return draw_places(told, talk.out_look) + tail
