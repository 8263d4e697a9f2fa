"""The bundles of the samples, imported and built again: file by file what they were.

Comments are left out, which the language carries and engines do not, and the fingerprints of files
with comments in them.
"""

import re
from functools import partial
from posixpath import dirname, join, normpath

import pytest

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.lint.lift.lift import lift
from dbstackc.lint.reader import Text
from dbstackc.work.anew import still_left
from dbstackc.work.lint import read_stacks
from tests.house.code import ROOT
from tests.laws.bundles import compiled
from tests.laws.test_rebuilt import rebuilt

SAMPLES = ROOT / "samples"
WHOLE = {
    "laptop": ("laptop/laptop.dbs",),
    "hundred-shards": ("hundred-shards/hundred-shards.dbs",),
    "four-hosts": ("four-hosts/four-hosts.dbs",),
    "swarm": ("four-hosts/four-hosts.dbs", "four-hosts/swarm.dbs"),
}

_COMMENT = re.compile(r"^[ \t]*(?:#.*|<!--.*-->)\n", re.M)
_FINGERPRINT = re.compile(r"_[0-9a-f]{12}(?=\$\{DBS_ROTATION)")
_TABLE = re.compile(r"/hosts\.txt$")
"""Hosts in the order of their statements, which nothing of the stack depends on."""


@pytest.mark.parametrize("name", WHOLE)
def test_a_sample_comes_back_file_by_file(name: str) -> None:
    _, files = compiled(*((SAMPLES / each).read_text() for each in WHOLE[name]))
    again = rebuilt(files)
    assert again.keys() == files.keys()
    for path, text in files.items():
        if path not in ("manifest.json", "source-map.json"):  # of where the words are from
            assert _plain(path, again[path]) == _plain(path, text), path


@pytest.mark.parametrize("name", WHOLE)
def test_nothing_of_a_sample_is_left_out(name: str) -> None:
    _, files = compiled(*((SAMPLES / each).read_text() for each in WHOLE[name]))
    sources = {path: Source(path, text) for path, text in sorted(files.items())}

    def beside(folder: str, path: str) -> Source | None:
        return sources.get(normpath(join(folder, path)))

    texts = [
        Text(source, partial(beside, dirname(path)), named=False)
        for path, source in sources.items()
    ]
    stack, *others = read_stacks(texts, Report())
    # a timer that asks for the age of a certificate starts nothing of the stack
    assert {read.reader.kind for other in others for read in other.reads} <= {"units"}
    lifted = lift(stack)
    assert lifted is not None
    assert [each.why for each in still_left(lifted, stack)] == []


def _plain(path: str, text: str) -> str:
    text = _FINGERPRINT.sub("", _COMMENT.sub("", text))
    return "\n".join(sorted(text.splitlines())) if _TABLE.search(path) else text
