"""Hold how a bundle is put together: sound paths, names without folders, a small source map."""

import json

import pytest

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.emit.target import Artifact
from dbstackc.work.bundle import SOURCE_MAP, Bundle, bundle, relative
from dbstackc.work.place import MANIFEST

SOURCE = Source("x/stack.dbs", "dbs 1\nhost vm[1..2] at 10.0.0.[1..2]\n")


def made(*artifacts: Artifact) -> tuple[Bundle | None, list[str]]:
    report = Report()
    found = bundle(artifacts, [SOURCE], "1", {}, report)
    return found, [f"{each.level.word} {each.rule}" for each in report]


@pytest.mark.parametrize(
    "path",
    ["", "/etc/x", "../x", "a/../b", "a//b", "a/./b", "a\\b", "a\nb", "a/secrets/x", "filled/x"],
)
def test_a_target_cannot_write_out_of_its_place(path: str) -> None:
    assert made(Artifact(path=path, text="")) == (None, ["bug artifact-path"])


def test_no_file_is_written_twice() -> None:
    a, inside = Artifact(path="a", text=""), Artifact(path="a/b/c", text="")
    assert made(a, a) == (None, ["bug artifact-twice"])
    assert made(a, inside) == (None, ["bug artifact-twice"])
    for taken in (MANIFEST, SOURCE_MAP):
        assert made(Artifact(path=taken, text="")) == (None, ["bug artifact-twice"])


def test_the_manifest_comes_last_and_the_rest_in_order() -> None:
    found, _ = made(Artifact(path="z", text="z\n"), Artifact(path="a", text="a\n", mode=0o755))
    assert found is not None
    assert list(found.files) == ["a", SOURCE_MAP, "z", MANIFEST]
    assert found.files["a"] == (b"a\n", 0o755)
    manifest = json.loads(found.files[MANIFEST][0])
    assert manifest["files"]["a"]["mode"] == "0755"
    assert manifest["sources"].keys() == {"stack.dbs"}


def test_files_alike_share_their_run() -> None:
    host, address = Span(SOURCE, 6, 14), Span(SOURCE, 23, 36)
    again = Span(SOURCE, 6, 14)
    found, _ = made(
        Artifact(path="a", text="1\n2\n", trace=((1, host), (2, address))),
        Artifact(path="b", text="1\n2\n", trace=((1, again), (2, address))),
        Artifact(path="c", text="1\n"),
    )
    assert found is not None
    known = json.loads(found.files[SOURCE_MAP][0])
    assert known == {
        "sources": ["stack.dbs"],
        "spans": [[0, 2, 1, 2, 9], [0, 2, 18, 2, 31]],
        "runs": [[1, 0, 2, 1]],
        "files": {"a": 0, "b": 0},
    }


def test_sources_are_named_as_seen_from_the_one_that_was_named() -> None:
    def names(*given: str) -> list[str]:
        return relative([Source(name, "") for name in given])

    assert names("stack.dbs") == ["stack.dbs"]
    assert names("a/base.dbs", "a/b/stack.dbs") == ["../base.dbs", "stack.dbs"]
    assert names("/srv/x/mod/m.dbs", "/srv/x/stack.dbs") == ["mod/m.dbs", "stack.dbs"]
    assert names("<stdin>") == ["<stdin>"]
