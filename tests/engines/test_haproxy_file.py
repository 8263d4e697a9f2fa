"""HAProxy reads every file of ours without a warning, and every word as it was meant."""

import urllib.request
from pathlib import Path

import pytest

from dbstackc.emit.load import load
from tests.engines import ask, balancer
from tests.engines.need import need
from tests.unit.haproxy.stack import files

WORDS = [
    "a b",
    "#",
    "it's",
    '"',
    "\\",
    "\\n",
    "$HOME",
    "${HOME}",
    "a\tb",
    "!{x}",
    "",
    "'",
    "\\$",
    "门",
]


@pytest.mark.parametrize("name", ["h1", "h2", "h3"])
def test_haproxy_has_nothing_to_say(name: str, tmp_path: Path) -> None:
    path = tmp_path / "haproxy.cfg"
    path.write_text(files()[name].replace("@@secret.stats@@", r"\"p \$\\#"), encoding="utf-8")
    assert ask.haproxy(path) == ""


def test_haproxy_reads_each_word_as_it_was_meant() -> None:
    need("haproxy")
    quote = load("haproxy.words").quote
    page, told = balancer.free_ports(2)
    lines = ["defaults", " mode http", " timeout client 5s", "frontend told"]
    lines.append(f" bind 127.0.0.1:{told}")
    for index, word in enumerate(WORDS):
        says = f"status 200 content-type text/plain string {quote(f'<{word}>')}"
        lines.append(f" http-request return {says} if {{ path /{index} }}")
    lines += ["frontend page", f" bind 127.0.0.1:{page}", " stats enable", " stats uri /s"]
    lines += ["backend none", " timeout connect 1s", " timeout server 1s", " server x 127.0.0.1:9"]
    found = []
    with balancer.running("\n".join(lines) + "\n", f"http://127.0.0.1:{page}/s"):
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        for index in range(len(WORDS)):
            with opener.open(f"http://127.0.0.1:{told}/{index}", timeout=5) as answer:
                found.append(answer.read().decode()[1:-1])
    assert found == WORDS
