"""What files take in: never from outside what was given, never round and round, never for ever."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dbstackc.base.report import Report
from dbstackc.lint.facts.machine import Options
from dbstackc.work.lint import Linted, lint
from dbstackc.work.seek import read_all

SECRET = "Zq9canary7"


def _linted(root: Path) -> Linted:
    return lint(read_all([str(root)], Report()).texts())


def _options(linted: Linted, name: str) -> dict[str, str]:
    return {
        key: value.text
        for stack in linted.stacks
        for fact in stack.all(Options)
        if fact.name.text.endswith(name)
        for key, value in fact.groups.get("mysqld", {}).items()
    }


def test_a_folder_of_options_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    inside = tmp_path / "conf.d"
    inside.mkdir()
    (tmp_path / "my.cnf").write_text(f"[mysqld]\nport = 1\n!includedir {inside}\n")
    (inside / "b.cnf").write_text("[mysqld]\nport = 3\n")
    (inside / "a.cnf").write_text("[mysqld]\nport = 2\nserver-id = 7\n")
    (inside / "c.txt").write_text("[mysqld]\nport = 4\n")
    linted = _linted(tmp_path)
    assert _options(linted, "my.cnf") == {"port": "3", "server_id": "7"}
    assert not _options(linted, "a.cnf"), "what is included is told by the file that includes it"
    assert len([s for s in linted.stacks if len(s.reads) > 1]) == 1


def test_files_that_include_each_other_are_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.cnf").write_text("[mysqld]\nport = 1\n!include b.cnf\n!includedir .\n")
    (tmp_path / "b.cnf").write_text("[mysqld]\nserver-id = 2\n!include a.cnf\n!includedir ./\n")
    _linted(tmp_path)


def _outside(place: Path) -> Path:
    outside = place / "outside"
    outside.mkdir()
    (outside / "a.cnf").write_text(f"[mysqld]\nreport-host = {SECRET}\n")
    (outside / "compose.yml").write_text(
        f"services:\n  a:\n    image: b\n    depends_on: [{SECRET}]\n"
    )
    return outside


WAYS: dict[str, Callable[[Path, Path], None]] = {
    "a path up": lambda root, outside: (
        (root / "my.cnf").write_text(
            "[mysqld]\n!includedir ../outside\n!include ../outside/a.cnf\n"
        ),
        (root / "compose.yml").write_text(
            "include: [../outside/compose.yml]\nservices:\n  x:\n"
            "    extends: {file: ../outside/compose.yml, service: a}\n"
        ),
    )[0],
    "a link to a file": lambda root, outside: (
        (root / "compose.override.yml").symlink_to(outside / "compose.yml"),
        (root / "compose.yml").write_text("services:\n  a: {image: b}\n"),
        (root / "a.cnf").symlink_to(outside / "a.cnf"),
        (root / "my.cnf").write_text("[mysqld]\nport = 1\n!include a.cnf\n!includedir .\n"),
    )[1],
    "a link to a folder": lambda root, outside: (
        (root / "in").symlink_to(outside),
        (root / "my.cnf").write_text("[mysqld]\nport = 1\n!includedir in\n"),
        (root / "compose.yml").write_text("include: [in/compose.yml]\nservices: {x: {image: b}}\n"),
    )[1],
}  # type: ignore[dict-item]


@pytest.mark.parametrize("way", WAYS)
def test_nothing_outside_of_what_was_given_is_taken_in(tmp_path: Path, way: str) -> None:
    root, outside = tmp_path / "root", _outside(tmp_path)
    root.mkdir()
    WAYS[way](root, outside)
    linted = _linted(root)
    assert linted.stacks
    assert SECRET not in repr(linted.found)
    assert all("report_host" not in _options(linted, name) for name in ("my.cnf", "a.cnf"))


def chain(count: int) -> str:
    """Return services of which each extends the one before it."""
    lines = ["services:", "  a0: {image: b, environment: [A0=1]}"]
    for number in range(1, count):
        lines.append(f"  a{number}:\n    extends: {{service: a{number - 1}}}")
        lines.append(f"    environment: [A{number}=1]")
    return "\n".join([*lines, ""])


TOGETHER = {
    "services that extend in a chain": {"compose.yml": chain(1_500)},
    "services that extend one of many lines": {
        "compose.yml": "services:\n  a:\n    image: b\n    environment:\n"
        + "".join(f"      A{n}: x\n" for n in range(2_000))
        + "".join(f"  b{n}: {{extends: {{service: a}}}}\n" for n in range(500))
    },
    "files that include each other": {
        f"c{n}/compose.yml": "include:\n"
        + "".join(f"  - ../c{m}/compose.yml\n" for m in range(60))
        + "services: {a: {image: b}}\n"
        for n in range(60)
    },
    "overrides that grow by aliases": {
        "compose.yml": "x0: &x0 [a, a]\n"
        + "".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]\n" for n in range(1, 30))
        + "services: {a: {image: b, ports: *x29}}\n",
        "compose.override.yml": "x0: &x0 [a, a]\n"
        + "".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]\n" for n in range(1, 30))
        + "services: {a: {ports: *x29, volumes: *x28}}\n",
    },
    "variables in variables": {
        "compose.yml": 'services:\n  a:\n    image: "' + "${A:-" * 20_000 + "}" * 20_000 + '"\n'
    },
    "commands that name files": {
        "up.sh": "docker compose " + "-f a.yml " * 20_000 + "\n" + "docker compose -f\n" * 10_000
    },
}


@pytest.mark.parametrize("name", TOGETHER)
def test_files_that_mean_harm_together_are_read_in_seconds(tmp_path: Path, name: str) -> None:
    for each, text in TOGETHER[name].items():
        (tmp_path / each).parent.mkdir(exist_ok=True)
        (tmp_path / each).write_text(text)
    began = time.process_time()
    _linted(tmp_path)
    assert time.process_time() - began < 20


@pytest.mark.parametrize("name", ["my.cnf", "compose.yml"])
def test_a_file_of_50_mb_is_refused_before_it_is_read(tmp_path: Path, name: str) -> None:
    head = "[mysqld]\n" if name.endswith("cnf") else "services:\n  a: {image: b}\n"
    (tmp_path / name).write_text(head + "# a\n" * 13_000_000)
    report = Report()
    began = time.process_time()
    assert not read_all([str(tmp_path)], report).found
    assert [each.rule for each in report] == ["file-too-large"]
    assert time.process_time() - began < 5


def test_a_file_that_is_gone_when_it_is_taken_in_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "my.cnf").write_text("[mysqld]\nport = 1\n!include gone.cnf\n!includedir gone\n")
    (tmp_path / "compose.yml").write_text("include: [gone.yml]\nservices: {a: {image: b}}\n")
    texts = read_all([str(tmp_path)], Report()).texts()
    for path in tmp_path.iterdir():
        path.unlink()
    assert not [each for each in lint(texts).found if each.rule.startswith(("compose", "mysql"))]
