"""Fixes in templates and programs, by addresses of IPv6, and under the eyes of HAProxy."""

import subprocess
from pathlib import Path

import pytest

from dbstackc.base.diagnostic import Diagnostic
from dbstackc.base.source import Source
from dbstackc.lint.rule import Rule
from dbstackc.work.lint import lint_sources
from tests.engines.need import need
from tests.lint.test_lint_rules import RULES, found_in

LOGS = (
    "local0",
    "local0 info",
    "len 4096 local0",
    "format rfc5424 local0",
    "len 512 format raw local0",
)


def fixed(texts: dict[str, str]) -> list[Diagnostic]:
    """Return what is found of some texts and has a fix."""
    found = lint_sources([Source(name, text) for name, text in texts.items()]).found
    return [each for each in found if each.fix is not None]


def bad_with_fix() -> list[Rule]:
    return [rule for rule in RULES.values() if any(each.fix for each in found_in(rule, rule.bad))]


@pytest.mark.parametrize("rule", bad_with_fix(), ids=lambda rule: rule.name)
def test_a_template_is_not_mended(rule: Rule) -> None:
    """A condition says that a line is not always there; a program holds other text too."""
    texts = rule.files(rule.bad)
    last = {
        name: text.rstrip("\n") + "\n# {% if old %}\n# {% endif %}\n"
        for name, text in texts.items()
    }
    assert fixed(texts) != []
    assert fixed(last) == []
    for ending in (".j2", ".py", ".tmpl"):
        assert fixed({name + ending: text for name, text in texts.items()}) == []


def test_a_place_that_is_filled_later_is_not_mended() -> None:
    text = "services:\n  a:\n    image: b\n    ports:\n      - 22:22{0}\n      - 99:99\n"
    assert fixed({"compose.yml": text.format("")}) != []
    assert fixed({"compose.yml": text.format("  # {{ port }}")}) == []


def test_an_address_of_ipv6_is_no_number_of_base_sixty() -> None:
    text = "services:\n  a:\n    image: b\n    ports:\n      - '[::1]:22:22'\n      - ::1:22:22\n"
    found = lint_sources([Source("compose.yml", text)]).found
    assert [each.rule for each in found if each.fix is not None] == []


@pytest.mark.parametrize("rest", LOGS)
def test_haproxy_takes_a_log_that_was_mended(rest: str, tmp_path: Path) -> None:
    need("haproxy")
    rule = RULES["log-to-nobody"]
    texts = rule.files(rule.bad)
    for address in ("127.0.0.1", "127.0.0.1:514", "localhost:514"):
        cfg = texts["haproxy.cfg"].replace("log 127.0.0.1 local0 info", f"log {address} {rest}")
        ((edit,),) = [each.fix.edits for each in fixed({**texts, "haproxy.cfg": cfg}) if each.fix]
        mended = cfg[: edit.span.start] + edit.text + cfg[edit.span.end :]
        assert "log stdout " in mended
        (tmp_path / "haproxy.cfg").write_text(mended)
        command = ["haproxy", "-c", "-f", str(tmp_path / "haproxy.cfg")]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("address", ["[::1]:514", "::1:514", "ipv6@::1:514", "10.0.0.9:514"])
def test_a_log_to_another_address_is_let_be(address: str) -> None:
    rule = RULES["log-to-nobody"]
    texts = rule.files(rule.bad)
    cfg = texts["haproxy.cfg"].replace("log 127.0.0.1", f"log {address}")
    found = lint_sources(
        [Source(name, text) for name, text in {**texts, "haproxy.cfg": cfg}.items()]
    )
    assert [each.rule for each in found.found if each.rule == rule.name] == []
