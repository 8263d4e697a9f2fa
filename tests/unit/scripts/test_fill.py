"""Filling holes: whatever a secret is, its reader gets exactly that, and nobody else does."""

import os
import re
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dbstackc.base.report import Report
from dbstackc.emit.document import text_of
from dbstackc.emit.load import load, targets
from dbstackc.emit.target import Artifact
from dbstackc.model.topology import Topology
from tests.unit.mysql.stack import GALERA, PAIR, artifacts, topology

fill_files = load("scripts.fill").fill_files

NASTY = (
    "plain",
    "a b",
    "it's",
    'say "x"',
    "back\\slash\\",
    "&amp;<tag>",
    "$HOME `id` $(id) %s %d",
    "*/ -- ; # // \\n \\x41",
    "密碼é😀",
    "~!@#$%^&*()_+{}|:?[]=,.",
)

USED = (
    *("awk", "basename", "cat", "chmod", "chown", "dirname", "grep", "id", "mkdir"),
    *("mv", "printenv", "rm", "tr", "wc"),
)
"""The programs that fill.sh runs."""

UNQUOTED: dict[str, Callable[[str], str]] = {
    "sql": lambda text: re.sub(r"\\(.)|''", lambda m: m[1] or "'", text),
    "option": lambda text: re.sub(r"\\(.)", r"\1", text),
    "exporter": lambda text: text.replace("${DOLLAR}", "$"),
    "haproxy": lambda text: re.sub(r"\\(.)", r"\1", text),
    "plain": lambda text: text,
}


def hosted(*rows: str, **files: str) -> list[Artifact]:
    """Return what a host's folder holds: its script, a table, and files."""
    script = text_of(load("scripts.fill").SHELL / "fill.sh")
    table = "".join(row.replace(" ", "\t") + "\n" for row in rows)
    made = [Artifact(path="fill.sh", text=script), Artifact(path="fill.txt", text=table)]
    return made + [Artifact(path=name, text=text) for name, text in files.items()]


def lay(place: Path, made: list[Artifact]) -> Path:
    for artifact in made:
        path = place / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(artifact.text)
    return place


def run(place: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "./fill.sh"],
        cwd=place,
        env={"PATH": os.environ["PATH"], **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("escape", sorted(UNQUOTED))
@pytest.mark.parametrize("value", NASTY)
def test_what_is_filled_in_is_what_was_given(tmp_path: Path, escape: str, value: str) -> None:
    rows = ("secret s env S 0", f"file f {escape} 0")
    place = lay(tmp_path, hosted(*rows, f="<<@@secret.s@@>>\n<<@@secret.s@@>> @@secret@@\n"))
    done = run(place, S=value)
    assert (done.returncode, done.stderr) == (0, "")
    lines = (place / "filled/f").read_text().splitlines()
    assert lines[0] == lines[1].removesuffix(" @@secret@@")
    assert UNQUOTED[escape](lines[0][2:-2]) == value
    assert value not in done.stdout or value == "plain"


@pytest.mark.parametrize("value", NASTY)
def test_an_xml_parser_reads_the_secret_back(tmp_path: Path, value: str) -> None:
    from lxml import etree

    rows = ("secret s env S 0", "file f xml 0")
    place = lay(tmp_path, hosted(*rows, f='<a b="@@secret.s@@"><c>@@secret.s@@</c></a>\n'))
    assert run(place, S=value).returncode == 0
    read = etree.fromstring((place / "filled/f").read_bytes())
    assert (read.get("b"), read.findtext("c")) == (value, value)


def test_only_the_owner_can_read(tmp_path: Path) -> None:
    place = lay(
        tmp_path, hosted("secret s env S 0", "file d/f plain 0", **{"d/f": "@@secret.s@@\n"})
    )
    assert run(place, S="x").returncode == 0
    modes = {
        path: stat.S_IMODE((place / path).stat().st_mode)
        for path in ("secrets", "secrets/s", "filled", "filled/d", "filled/d/f")
    }
    assert modes == {
        "secrets": 0o700,
        "secrets/s": 0o600,
        "filled": 0o700,
        "filled/d": 0o700,
        "filled/d/f": 0o600,
    }


def test_what_a_container_reads_is_given_to_its_user(tmp_path: Path) -> None:
    made = hosted("secret s env S 1001", "file f plain 999", f="@@secret.s@@\n")
    place = lay(tmp_path / "host", made)
    for name, text in (("id", "echo 0"), ("chown", 'echo "$*" >>../given')):
        tool = tmp_path / name
        tool.write_text(f"#!/bin/sh\n{text}\n")
        tool.chmod(0o755)
    done = run(place, S="x", PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert (done.returncode, done.stderr) == (0, "")
    given = (tmp_path / "given").read_text().splitlines()
    assert given == ["1001 secrets/.s.new", "999 filled/f.new"]


def test_who_may_not_give_files_away_is_told_so(tmp_path: Path) -> None:
    place = lay(tmp_path / "host", hosted("secret s env S 1001"))
    tool = tmp_path / "id"
    tool.write_text("#!/bin/sh\necho 4321\n")
    tool.chmod(0o755)
    done = run(place, S="x", PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert done.returncode != 0
    assert "must belong to uid 1001: run this as root" in done.stderr
    assert not (place / "secrets/s").exists()


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("", "secret s is missing"),
        ("two\nlines", "more than one line"),
        ("tab\there", "control character"),
        ("bell\a", "control character"),
    ],
)
def test_a_secret_that_is_none_is_refused_by_name(tmp_path: Path, value: str, why: str) -> None:
    place = lay(tmp_path, hosted("secret s env S 0", "file f plain 0", f="@@secret.s@@\n"))
    done = run(place, S=value)
    assert done.returncode != 0
    assert "secret s" in done.stderr and why in done.stderr
    assert not (place / "filled/f").exists()


@pytest.mark.parametrize(("value", "why"), [("ninebytes", "8 bytes"), ("a b", "letters")])
def test_keepalived_is_given_only_what_it_can_hold(tmp_path: Path, value: str, why: str) -> None:
    place = lay(tmp_path, hosted("secret s env S 0", "file f keepalived 0", f="x @@secret.s@@\n"))
    done = run(place, S=value)
    assert done.returncode != 0
    assert "secret s: " in done.stderr and why in done.stderr
    assert not list((place / "filled").iterdir())
    assert run(place, S="eight+88").returncode == 0


def test_an_empty_file_is_no_secret(tmp_path: Path) -> None:
    place = lay(tmp_path, hosted("secret s env S 0"))
    (place / "secrets").mkdir()
    (place / "secrets/s").write_text("")
    assert "secret s is empty" in run(place).stderr


def test_a_secret_lies_where_it_was_laid_or_in_the_store(tmp_path: Path) -> None:
    rows = ("secret s env S 0", "file f plain 0")
    place = lay(tmp_path / "host", hosted(*rows, f="@@secret.s@@\n"))
    store = tmp_path / "store"
    store.mkdir()
    (store / "s").write_text("stored\n")
    assert run(place, DBS_SECRETS=str(store)).returncode == 0
    assert (place / "filled/f").read_text() == "stored\n"
    (store / "s").write_text("later\n")
    assert run(place, DBS_SECRETS=str(store)).returncode == 0
    assert (place / "filled/f").read_text() == "stored\n"
    assert run(place, S="given").returncode == 0
    assert (place / "secrets/s").read_text() == "given"


def test_a_secret_may_come_from_a_file_or_a_vault(tmp_path: Path) -> None:
    origin, vault = tmp_path / "origin file", tmp_path / "vault"
    origin.write_text("from a file\n")
    vault.write_text('#!/bin/sh\necho "$*"\n')
    vault.chmod(0o755)
    made = hosted("file f plain 0", f="@@secret.s@@/@@secret.t@@/@@secret.u@@\n")
    table = (
        f"secret\ts\tfile\t{origin}\t0\nsecret\tt\tvault\tkv/db\t0\nsecret\tu\tvault\tkv/db#pw\t0\n"
    )
    made[1] = Artifact(path="fill.txt", text=table + made[1].text)
    place = lay(tmp_path / "host", made)
    done = run(place, PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert done.stderr == ""
    said = "from a file/kv get -field=value kv/db/kv get -field=pw kv/db\n"
    assert (place / "filled/f").read_text() == said
    origin.unlink()
    assert "secret s" in run(place, PATH=f"{tmp_path}:{os.environ['PATH']}").stderr


def test_a_value_is_on_no_command_line_and_in_no_environment(tmp_path: Path) -> None:
    place = lay(tmp_path / "host", hosted("secret s env S 0", "file f sql 0", f="'@@secret.s@@'\n"))
    (place / "secrets").mkdir()
    (place / "secrets/s").write_text("treasure")
    spies = tmp_path / "spies"
    spies.mkdir()
    for name in USED:
        spy = spies / name
        log = f'{{ echo "{name} $*"; {_which("env")}; }} >>{spies}/log'
        spy.write_text(f'#!/bin/sh\n{log}\nexec {_which(name)} "$@"\n')
        spy.chmod(0o755)
    done = run(place, PATH=str(spies))
    assert (done.returncode, done.stderr) == (0, "")
    told = (spies / "log").read_text()
    assert "awk -v escape=sql" in told
    assert "treasure" not in told
    assert (place / "filled/f").read_text() == "'treasure'\n"


def _which(name: str) -> str:
    found = shutil.which(name)
    assert found
    return found


def test_each_host_fills_its_own_files_and_gets_only_its_secrets() -> None:
    whole: Topology = topology(
        GALERA
        + PAIR.split("vm[1..2] at 10.0.0.[1..2]\n")[1].replace(
            "follow as backup with secret.follow", "follow as backup with secret.app"
        )
    )
    made = artifacts(whole, "mysql").values()
    files = {each.path: each for each in fill_files(whole, made)}
    assert {"hosts/vm1/fill.sh", "hosts/vm1/fill.txt", "hosts/vm2/fill.txt"} <= set(files)
    rows = [line.split("\t") for line in files["hosts/vm2/fill.txt"].text.splitlines()[1:]]
    assert [row[1] for row in rows if row[0] == "secret"] == ["app", "root"]
    assert [row[1:3] for row in rows if row[0] == "file"] == [["sql/r2-follow.sql", "sql"]]
    first = [line.split("\t") for line in files["hosts/vm1/fill.txt"].text.splitlines()[1:]]
    assert [row[1] for row in first if row[0] == "secret"] == ["app", "mon", "root"]


def test_a_host_without_holes_has_nothing_to_fill() -> None:
    whole = topology("host vm1 at 10.0.0.1\npxc a { nodes a1 on vm1:9001 }")
    (scripts,) = targets(["scripts"])
    assert list(scripts.finish(whole, artifacts(whole, "mysql").values(), Report())) == []  # type: ignore[attr-defined]
