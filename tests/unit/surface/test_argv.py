"""Hold the two readers of the command line to one answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbstackc.surface import argv, cli
from dbstackc.surface.table import COMMANDS, GLOBAL, Command, Flag

WORDS = st.sampled_from(["stack.dbs", "a/b", "-", "x=y", "数", "check", "1"])


def spellings(flag: Flag) -> st.SearchStrategy[list[str]]:
    """Return ways to give a flag, some of them wrong."""
    if flag.kind in ("switch", "count"):
        forms = [[flag.name]] + ([[flag.short]] if flag.short else [])
        return st.sampled_from([*forms, [f"{flag.name}=1"]])
    value = st.one_of(
        st.sampled_from(flag.choices or ("v", "v,w")), st.sampled_from(["", "-x", "--out"]), WORDS
    )
    names = [flag.name] + ([flag.short] if flag.short else [])
    return st.one_of(
        st.builds(lambda name, said: [name, said], st.sampled_from(names), value),
        st.builds(lambda said: [f"{flag.name}={said}"], value),
        st.builds(lambda said: [f"{flag.short or flag.name}{said}"], value),
    )


def pieces(command: Command) -> st.SearchStrategy[list[str]]:
    flags = (*command.flags, *GLOBAL)
    return st.one_of(WORDS.map(lambda word: [word]), *map(spellings, flags))


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    before = draw(st.lists(st.one_of(*map(spellings, GLOBAL)), max_size=2))
    command = draw(st.sampled_from(COMMANDS))
    after = draw(st.lists(pieces(command), max_size=5))
    extra = draw(st.sampled_from([[]] * 8 + [["--"], ["--no-such"], ["-h"]]))
    return [part for piece in [*before, [command.name], *after, extra] for part in piece]


@given(lines())
def test_both_readers_give_one_answer(line: list[str]) -> None:
    plain = argv.read(line, {})
    if plain is not None:
        assert cli.read(line) == plain


@pytest.mark.parametrize(
    "line",
    [
        "check",
        "check stack.dbs",
        "check --output-format json a.dbs b.dbs",
        "check -q --select=a,b --select c -",
        "build stack.dbs -o out",
        "build -C x stack.dbs --out=o --only a,b --force --single-host",
        "-C x -v --color=never fmt --check a b",
        "explain port-taken",
        "secrets",
    ],
)
def test_the_everyday_forms_are_plain(line: str) -> None:
    plain = argv.read(line.split(), {})
    assert plain is not None
    assert cli.read(line.split()) == plain


@pytest.mark.parametrize(
    "line", ["", "-h", "chekc", "check --x", "check -- a", "explain", "-qq fmt"]
)
def test_what_is_not_plain_is_left_alone(line: str) -> None:
    assert argv.read(line.split(), {}) is None


def test_a_variable_is_left_to_the_reader_that_knows_them() -> None:
    assert argv.read(["check"], {"DBSTACKC_OUTPUT_FORMAT": "json"}) is None
    assert argv.read(["check"], {"DBSTACKC_NO_CACHE": "1"}) is not None


def test_every_command_has_a_back_end_and_every_back_end_a_command() -> None:
    from pkgutil import iter_modules

    from dbstackc.surface import commands

    names = {entry.name.rstrip("_") for entry in iter_modules(commands.__path__)}
    assert names == {command.name for command in COMMANDS}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_help_tells_every_flag(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.read([command.name, "-h"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    for flag in (*command.flags, *GLOBAL):
        assert flag.name in told
    for argument in command.arguments:
        assert argument.name in told
