"""Whatever is read: findings or output, never a traceback, a hang, or half of anything."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.surface.look import ASCII
from dbstackc.surface.render import draw_all
from dbstackc.work.compile import compile_source
from tests.contract.command import command, environment, run

GROUND = "dbs 1\nhost vm[1..3] at 10.0.0.[1..3]\n"

WORDS = st.sampled_from(
    [
        *("dbs 1", "use", "let", "host", "pxc", "replication", "schema", "table", "mycat"),
        *("haproxy", "vip", "network", "secret", "external", "deploy", "defaults", "amend"),
        *("drop", "verbatim", "nodes", "source", "listen", "check", "at", "on", "in", "to", "by"),
        *("as", "with", "for", "from", "every", "vm[1..3]", "vm1", "10.0.0.1", "9001", "512M"),
        *("5s", "1..9", "yes", "secret.root", "$pool", "mod(id)", '"text"', "{", "}", ";", ","),
        *("->", "(", ")", "[", "]", "# allow port-taken: why", "##", "\\", "\n", '"'),
    ]
)


@given(st.lists(WORDS, max_size=60))
def test_any_words_give_findings_or_a_topology(words: list[str]) -> None:
    report = Report()
    compile_source(Source("x.dbs", " ".join(words)), Path("/nowhere"), report)
    draw_all(report, ASCII)


@given(st.text(max_size=200))
def test_any_text_gives_findings_or_a_topology(text: str) -> None:
    report = Report()
    compile_source(Source("x.dbs", GROUND + text), Path("/nowhere"), report)
    draw_all(report, ASCII)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    from dbstackc.work.files import decode

    report = Report()
    source = decode(content, "x.dbs", report)
    assert (source is None) == report.has_errors


CASES = {
    "a pattern of 10^11": ("pxc a { nodes 3 on vm[1..99999999999] }", "pattern-too-long"),
    "brackets that multiply": (
        f"pxc {'[1..9]' * 12} {{ nodes 3 on vm[1..3] }}",
        "pattern-too-long",
    ),
    "more nodes than ports": ("pxc a[1..30000] { nodes 3 on vm[1..3] from 1000 }", "ports-used-up"),
    "a number of 400 digits": (f"pxc a {{ nodes 3 on vm[1..3]; memory {'9' * 400}G }}", "type"),
    "a name of 10,000 letters": (f"pxc {'a' * 10_000} {{ nodes 3 on vm[1..3] }}", "type"),
    "blocks without end": ("a {" * 50_000, "syntax"),
    "a string without end": ('use "' + "x" * 100_000, "syntax"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_too_much_is_said_soon(tmp_path: Path, name: str) -> None:
    text, rule = CASES[name]
    (tmp_path / "x.dbs").write_text(GROUND + text + "\n")
    done = run("check", "x.dbs", "--output-format", "concise", at=tmp_path)
    assert done.code == 1
    assert f"[{rule}]" in done.out
    assert "Traceback" not in done.error


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00d",
        b"dbs 1\nhost \xc3\x28",
        os.urandom(100_000),
        b"\x00" * 1000,
        b"\r\r\r",
        b"",
    ],
    ids=["utf-16", "bad utf-8", "noise", "zeros", "returns", "nothing"],
)
def test_a_file_that_is_no_text_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.dbs").write_bytes(content)
    done = run("check", "x.dbs", at=tmp_path)
    assert done.code in (0, 1, 3)
    assert "Traceback" not in done.error and "sorry" not in done.error


@pytest.mark.parametrize("target", ["x.dbs", "y.dbs", ".", "/dev/zero", "no.dbs", "loop.dbs"])
def test_a_use_that_leads_nowhere_is_said(tmp_path: Path, target: str) -> None:
    (tmp_path / "x.dbs").write_text(f'dbs 1\nuse "{target}"\n')
    (tmp_path / "y.dbs").write_text('dbs 1\nuse "x.dbs"\n')
    (tmp_path / "loop.dbs").symlink_to("loop.dbs")
    done = run("check", "x.dbs", "--output-format", "concise", at=tmp_path)
    assert done.code == 1
    assert "[use-circle]" in done.out or "[use-missing]" in done.out


def test_a_long_chain_of_files_is_refused(tmp_path: Path) -> None:
    for number in range(1200):
        (tmp_path / f"{number}.dbs").write_text(f'dbs 1\nuse "{number + 1}.dbs"\n')
    done = run("check", "0.dbs", "--output-format", "concise", at=tmp_path)
    assert done.code == 1
    assert "[use-too-deep]" in done.out


LARGE = GROUND.replace("vm[1..3]", "vm[1..250]").replace(".[1..3]", ".[1..250]") + (
    "pxc shard[1..2000] { nodes 3 on vm[1..250] from 9001 }\n"
)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("delay", [0.3, 0.8, 1.3])
def test_a_build_that_is_stopped_leaves_the_old_bundle(
    tmp_path: Path, number: signal.Signals, delay: float
) -> None:
    (tmp_path / "x.dbs").write_text(GROUND + "pxc a { nodes 3 on vm[1..3] }\n")
    assert run("build", "x.dbs", "-o", "out", at=tmp_path).code == 0
    old = (tmp_path / "out/manifest.json").read_bytes()
    (tmp_path / "x.dbs").write_text(LARGE)
    child = subprocess.Popen(
        command("build", "x.dbs", "-o", "out"),
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(delay)
    child.send_signal(number)
    code = child.wait(60)
    assert run("build", "x.dbs", "-o", "out", at=tmp_path).code == 0
    new = (tmp_path / "out/manifest.json").read_bytes()
    assert new != old
    assert code in (0, 130, 143, -number)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "x.dbs"]


def test_a_disk_that_fills_up_leaves_the_old_bundle(tmp_path: Path) -> None:
    (tmp_path / "x.dbs").write_text(GROUND + "pxc a { nodes 3 on vm[1..3] }\n")
    assert run("build", "x.dbs", "-o", "out", at=tmp_path).code == 0
    old = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    (tmp_path / "x.dbs").write_text(GROUND + "pxc b[1..20] { nodes 3 on vm[1..3] from 9001 }\n")
    limited = ["sh", "-c", 'ulimit -f 8; exec "$@"', "sh", *command("build", "x.dbs", "-o", "out")]
    done = subprocess.run(limited, cwd=tmp_path, env=environment(), capture_output=True, text=True)
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert {p: p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()} == old
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "x.dbs"]
