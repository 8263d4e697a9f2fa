"""What is too large is refused before it fills the memory, and what is large is read in order.

Each text would take minutes, or all memory, if any step read its text or its names again and again.
"""

import resource
import time
from pathlib import Path

import pytest

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.surface.look import ASCII
from dbstackc.surface.render import draw_all
from dbstackc.work.compile import compile_source

GROUND = "secret root, sst from env\nhost vm[1..64] at 10.0.0.[1..64]\n"
INSIDE = "network n { driver overlay; attachable yes }\n"
LETS = "let a0 vm1, vm2\n" + "".join(
    f"let a{number} " + ", ".join([f"$a{number - 1}"] * 10) + "\n" for number in range(1, 16)
)

TOO_LARGE = {
    "patterns that are short one by one": "secret "
    + ", ".join(f"s{number}x[1..100000]" for number in range(60))
    + " from env",
    "things": "".join(f"secret {letter}[1..100000] from env\n" for letter in "abc"),
    "lets of lets": LETS + "host $a15 at 10.0.0.1",
    "nodes": GROUND
    + INSIDE
    + "replication c[1..100000] { nodes 3 on vm[1..64] from 9000; root secret.root; network n }",
    "one cluster": "host vm[1..30000] at 10.[0..2].[0..99].[1..100]\n"
    "pxc c { nodes a[1..30000] on vm[1..30000]; root secret.root; sst secret.sst }\n"
    "secret root, sst from env",
    "servers": GROUND
    + "external e[1..10000] at 10.0.0.9:[1..10000]\nhaproxy h on vm1 {\n"
    + "".join(f"listen l{number} on {number} to e[1..10000]\n" for number in range(1, 99))
    + "}\n"
    + "haproxy i[1..3] on vm[2..4] { listen l on 99 to e[1..10000] }\n",
    "servers of many balancers": GROUND
    + "external e[1..60000] at 10.0.0.9:[1..60000]\n"
    + "haproxy h[1..100] on vm1 { network n; listen l on 80 to e[1..60000] }\n"
    + INSIDE,
}


@pytest.mark.parametrize("name", TOO_LARGE)
def test_too_much_is_refused(name: str) -> None:
    found = _compile("dbs 1\n" + TOO_LARGE[name] + "\n", seconds=60)
    (one,) = [each for each in found if each.rule == "too-large"]
    assert one.primary is not None


LARGE = {
    "comments": "# c\n" * 300_000,
    "comments in a list": "use " + ",\n# c\n".join(["a"] * 30_000),
    "line ends": "\n" * 5_000_000,
    "line ends of Windows": "\r\n" * 2_000_000,
    "blanks": " " * 5_000_000,
    "one text": 'use "' + "a" * 5_000_000 + '"',
    "one text of escapes": 'use "' + '\\"' * 1_000_000 + '"',
    "one text that is not closed": 'use "' + "a" * 5_000_000,
    "one word": "a" * 5_000_000,
    "one comment": "#" * 5_000_000,
    "one line that opens": "x {" + " a 1;" * 40_000,
    "blocks in blocks on one line": "a {" * 100_000 + "}" * 100_000,
    "brackets that are not closed": "a [" * 200_000,
    "brackets in one word": "a b" + "[1]" * 300_000,
    "backslashes": "\\" * 500_000,
    "names that nothing declares": "".join(f"host $aab{n} at 10.0.0.1\n" for n in range(3000))
    + "".join(f"let aaa{n} 1\n" for n in range(3000)),
    "hosts that nothing declares": "".join(
        f"host vmm{n} at 10.0.0.1\nhaproxy h{n} on vn{n} {{ listen l on 80 to vm{n} }}\n"
        for n in range(2000)
    ),
}


@pytest.mark.parametrize("name", LARGE)
def test_large_is_read_once(name: str) -> None:
    _compile(LARGE[name], seconds=30)


def test_of_many_findings_the_first_are_drawn_and_the_rest_counted() -> None:
    report = _compile("dbs 1\n" + "host vm at 10.0.0.1\n" * 100_000, seconds=60)
    drawn = draw_all(report, ASCII)
    assert drawn.count("error[taken-name]") == 1_000
    assert drawn.endswith(
        "\n98,999 more are not drawn; `--output-format concise` has a line for each\n"
    )


def _compile(text: str, seconds: float) -> Report:
    """Compile a text, in so much time of a processor at most and in 2 GB of memory."""
    report = Report()
    began = time.process_time()
    compile_source(Source("x.dbs", text), Path("/nonexistent"), report)
    assert draw_all(report, ASCII) or not len(report)
    assert time.process_time() - began < seconds
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 2 << 20
    return report
