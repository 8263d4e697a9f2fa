"""A haproxy.cfg that exists is read as HAProxy reads it, and what it refuses is told."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.emit.load import load
from dbstackc.lint.reader import Context
from dbstackc.work.lint import lint_sources
from tests.engines.ask import haproxy as ask
from tests.engines.need import find, need

READER = load("haproxy").READERS[0]
PIECES = [
    "global", "listen a", "server", "bind :80", '"a b"', "'x # y'", "\\ ", "\\\n", "\\", '"', "'",
    "#", "\n", "\r\n", "\t", "${X}", '"${X}"', ".if", ".endif", "mode tcp", "\0", "数据",
]  # fmt: skip


def refused(text: str) -> list[tuple[int, str]]:
    """Return what the reader says that HAProxy would refuse, by lines."""
    report = Report()
    READER.read(Source("x.cfg", text), Context(lambda _: None), report)
    return [(each.primary.span.place[0] if each.primary else 0, each.rule) for each in report]


def takes(place: Path) -> bool:
    """Tell whether HAProxy starts with a file, whatever it warns of."""
    need("haproxy")
    command = [find("haproxy") or "haproxy", "-c", "-q", "-f", str(place)]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0


@given(st.lists(st.sampled_from(PIECES)).map(" ".join) | st.text())
def test_what_is_read_is_written_back(text: str) -> None:
    document = READER.read(Source("x.cfg", text), Context(lambda _: None), Report())
    assert READER.write(document) == text
    list(READER.see(document))
    list(READER.secrets(document))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (r"server a\ b 10.0.0.1:1", ["server", "a b", "10.0.0.1:1"]),
        ("""log-format "a \\"b\\" $x" 'c # d' # e""", ["log-format", 'a "b" $x', "c # d"]),
        ("a \\\n b", ["a", "b"]),
        ('x "', ["x", ""]),
    ],
)
def test_words_are_what_haproxy_takes_them_for(line: str, words: list[str]) -> None:
    config = READER.read(Source("x.cfg", f"{line}\n"), Context(lambda _: None), Report())
    assert [word.text for word in config.lines[0].words] == words


SOUND = """\
defaults
    mode tcp
    timeout connect 5s
    timeout client 1m
    timeout server 1m
listen a
    bind 127.0.0.1:3306
    option tcp-check
    balance leastconn
    server one 127.0.0.1:3307 check
"""


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("    timout client 1m", 4),
        ("    option tcp-chek", 8),
        ("    timeout clinet 1m", 4),
        ("    balance leastcon", 9),
        ("    mode tpc", 2),
        ("    sever one 127.0.0.1:3307", 10),
    ],
)
def test_a_word_that_haproxy_refuses_is_told_on_its_line(
    line: str, number: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lines = SOUND.split("\n")
    lines[number - 1] = line
    text = "\n".join(lines)
    place = tmp_path_factory.mktemp("a") / "x.cfg"
    place.write_text(text)
    assert ask(place)
    assert refused(text) == [(number, "haproxy/unknown-word")]


@pytest.mark.parametrize(
    ("line", "number", "rule"),
    [
        ("    timeout client 1x", 4, "value-refused"),
        ("    timeout client 25d", 4, "value-refused"),
        ("    timeout client", 4, "value-missing"),
        ("listen a 127.0.0.1:3306", 6, "address-in-head"),
        ("    bind 127.0.0.1", 7, "value-refused"),
        ("    bind 127.0.0.1:70000", 7, "value-refused"),
        ("    bind 127.0.0.1:3306 sll", 7, "unknown-word"),
        ("    server one", 10, "value-missing"),
        ("    server one/a 127.0.0.1:3307", 10, "name-refused"),
        ("    server one 127.0.0.1:3307 chek", 10, "unknown-word"),
        ("    server one 127.0.0.1:3307 inter x", 10, "value-refused"),
        ("    server one 127.0.0.1:3307 weight 300", 10, "value-refused"),
        ("    server one 127.0.0.1:3307 rise 0", 10, "value-refused"),
        ("    server one 127.0.0.1:99999", 10, "value-refused"),
        ("    tcp-request content reject if none", 10, "acl-unknown"),
        ("    log 127.0.0.1 local9", 8, "value-refused"),
        ("    acl a/b src 127.0.0.1", 8, "name-refused"),
        ("    server one 127.0.0.1 check", 10, "value-missing"),
        ("    server one 127.0.0.1:+1 check inter 2s", 10, "value-missing"),
        ("    acl a scr 127.0.0.1", 8, "unknown-word"),
        ("    acl a src,ipmaks(24) 10.0.0.0", 8, "unknown-word"),
        ("    acl a (src) 10.0.0.0", 8, "value-refused"),
        ("    acl a src,ipmask(24 10.0.0.0", 8, "value-refused"),
        ("    acl a src -x 10.0.0.0", 8, "value-refused"),
        ("    tcp-request content reject if !{ scr 127.0.0.1 }", 10, "unknown-word"),
        ("    maxconn 5 6", 8, "value-refused"),
        ("    description 'a", 8, "quote-open"),
    ],
)
def test_what_haproxy_refuses_of_a_line_is_told_there(
    line: str, number: int, rule: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lines = SOUND.split("\n")
    lines[number - 1] = line
    text = "\n".join(lines)
    place = tmp_path_factory.mktemp("a") / "x.cfg"
    place.write_text(text)
    assert ask(place)
    assert refused(text) == [(number, f"haproxy/{rule}")]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("    timeout client 1min", 4),
        ("    server one 127.0.0.1", 10),
        ("    server one 127.0.0.1 check port 3307", 10),
        ("    default-server port 3307\n    server one 127.0.0.1 check", 10),
        ("    tcp-check connect port 3307\n    server one 127.0.0.1 check", 10),
        ("    no log", 8),
        ("    bind unix@/tmp/dbs-none mode 600", 7),
        ("    bind 127.0.0.1:3306-3308,:::3309 interface lo", 7),
        ("    server one 127.0.0.1:+1 check port 80 inter 2s weight 256 source 127.0.0.1", 10),
        ("    tcp-request content accept if TRUE or { src 127.0.0.1 } !FALSE", 10),
        ("    tcp-request content accept if !LOCALHOST || WAIT_END", 10),
        ("    description 'a # b'", 8),
        ("    acl a src,ipmask(24) -m ip -n 10.0.0.0", 8),
        ("    acl a \"str(a),regsub('(a)',b)\" -i -m str -- -x", 8),
        ("    tcp-request content reject if { dst_port,add(1) -m int gt 5 } !{ src 10.0.0.1 }", 10),
        ("    tcp-request content reject if { date(5) lt 7 }", 10),
    ],
)
def test_what_haproxy_takes_is_not_told(
    line: str, number: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lines = SOUND.split("\n")
    lines[number - 1] = line
    place = tmp_path_factory.mktemp("a") / "x.cfg"
    place.write_text("\n".join(lines))
    assert takes(place)
    assert refused("\n".join(lines)) == []


def test_a_line_without_its_end_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    place = tmp_path_factory.mktemp("a") / "x.cfg"
    place.write_text(SOUND.rstrip("\n"))
    assert ask(place)
    assert refused(SOUND.rstrip("\n")) == [(10, "haproxy/no-end-of-line")]
    assert refused(SOUND) == []


HEADER = """\
defaults
    mode http
    timeout connect 5s
    timeout client 5s
    timeout server 5s
listen one
    bind 127.0.0.1:3306
    http-request set-header X-A %s
    server one 127.0.0.1:3307
"""


@pytest.mark.parametrize(
    ("value", "is_refused"),
    [
        ("%[src]", False),
        ("%[src,ipmask(24)]-%[dst_port]", False),
        ("a%%b", False),
        ("%[scr]", True),
        ("%[src,ipmask(24))]", True),
        ("%[(src)]", True),
    ],
)
def test_what_a_header_is_made_of_is_judged(
    value: str, is_refused: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("a") / "x.cfg"
    place.write_text(HEADER % value)
    assert takes(place) is not is_refused
    assert [line for line, _ in refused(HEADER % value)] == [8] * is_refused


def test_a_converter_is_newer_and_a_fetch_of_its_name_is_not() -> None:
    def newer(value: str) -> list[str]:
        found = lint_sources([Source("haproxy.cfg", HEADER % value)]).found
        return [each.title for each in found if each.rule == "haproxy/word-newer"]

    assert newer("%[date(5)]") == []
    assert newer("%[str(5),date(5)]") == ["`date` is a word of HAProxy 3.1 and later"]
