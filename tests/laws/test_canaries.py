"""Whatever is done with a drawn stack, no byte of a secret is where it does not belong.

`DBSTACKC_DEPTH=300 pytest tests/laws/test_canaries.py` tries 3,000 stacks.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from dbstackc.surface.run import run
from dbstackc.surface.table import FORMATS
from dbstackc.work import compile as compiling
from tests.conftest import DEPTH
from tests.laws.topologies import SECRETS, Drawn, topologies

MARK = "kAn4rY"
"""Begins the value of every secret, and is in nothing else."""

VALUES = {name: f"{MARK}{index}{name}" for index, name in enumerate((*SECRETS, "spare"))}

HOLDERS = ("secrets", "out.secrets")
"""Folders that are there to hold secrets."""


def act(place: Path, *lines: list[str], broken: bool = False) -> str:
    """Run commands in a process of its own, and return all that they said on both streams.

    broken: whether something in the compiler fails, and says a secret.
    """
    child = os.fork()
    if not child:
        os.chdir(place)
        said = os.open("said", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(said, 1)
        os.dup2(said, 2)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        where = {"HOME": str(place), "XDG_CACHE_HOME": str(place / "cache"), "TMPDIR": str(place)}
        os.environ.update(where, **{f"DBS_{name.upper()}": VALUES[name] for name in VALUES})
        if broken:
            compiling.check = None  # type: ignore[attr-defined]
            mock.patch("dbstackc.check.run.check", side_effect=KeyError(VALUES["root"])).start()
        for line in lines:
            try:
                run(line)
            except SystemExit:
                continue
            except BaseException:
                os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert status == 0
    return (place / "said").read_text(encoding="utf-8")


def leaks(place: Path) -> Iterator[Path]:
    """Yield each file that holds a secret, and is not there for that."""
    for path in place.rglob("*"):
        inside = path.relative_to(place)
        if (
            path.is_file()
            and not {*inside.parts} & {*HOLDERS}
            and MARK.encode() in path.read_bytes()
        ):
            yield inside


def keep(place: Path) -> None:
    """Lay the values into the store beside the bundle, as `dbstackc secrets` would have."""
    (place / "out.secrets").mkdir(mode=0o700)
    for name, value in VALUES.items():
        (place / "out.secrets" / name).write_text(value)


@settings(max_examples=5 * DEPTH)
@given(topologies(), st.sampled_from(FORMATS))
def test_no_command_tells_a_secret(drawn: Drawn, form: str) -> None:
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "stack.dbs").write_text(drawn.text)
        (place / "over.dbs").write_text(drawn.overlay or 'dbs 1\nuse "stack.dbs"\n')
        keep(place)
        said = act(
            place,
            ["build", "stack.dbs"],
            ["secrets", "stack.dbs"],
            ["check", "stack.dbs", "--output-format", form],
            ["build", "over.dbs", "--diff"],
            ["build", "over.dbs"],
            ["secrets", "over.dbs"],
            ["model", "over.dbs"],
            ["graph", "over.dbs"],
            ["explain", "out/hosts/vm1/compose.yml:7"],
        )
        assert "Wrote out/" in said, said
        assert "is no bundle" not in said
        act(place, ["build", "over.dbs", "-vv"], broken=True)
        assert "sorry" in (place / "said").read_text()
        assert not list(leaks(place))
        laid = [path for path in place.glob("out/hosts/*/secrets/*") if path.is_file()]
        values = {path.read_text() for path in laid}
        assert values <= set(VALUES.values())
        assert all(path.stat().st_mode & 0o077 == 0 for path in laid)


@settings(max_examples=5 * DEPTH)
@given(topologies(), st.sampled_from(FORMATS), st.integers(0, 40), st.booleans())
def test_no_command_repeats_a_secret_that_stands_in_the_file(
    drawn: Drawn, form: str, which: int, quoted: bool
) -> None:
    """Someone wrote a value where its name belongs."""
    written = f'"{MARK}!5"' if quoted else f"{MARK}5"
    parts = drawn.text.split("secret.")
    index = 1 + which % (len(parts) - 1)
    name = parts[index][
        : len(parts[index]) - len(parts[index].lstrip("abcdefghijklmnopqrstuvwxyz"))
    ]
    rest = parts[index][len(name) :]
    text = "secret.".join(parts[:index]) + written + rest
    text += "".join(f"secret.{part}" for part in parts[index + 1 :])
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "stack.dbs").write_text(text)
        said = act(
            place,
            ["check", "stack.dbs", "--output-format", form],
            ["check", "stack.dbs", "--output-format", form, "--output-file", "told"],
            ["build", "stack.dbs", "--output-format", form],
            ["model", "stack.dbs"],
            ["graph", "stack.dbs"],
        )
        assert "plain-secret" in said, said
        act(place, ["check", "stack.dbs", "-vv"], broken=True)
        found = set(leaks(place)) - {Path("stack.dbs")}
        assert not found, (place / next(iter(found))).read_text()
