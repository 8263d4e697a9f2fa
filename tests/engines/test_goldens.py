"""Every stack that the repository shows, built afresh, filled, and handed to its engines."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines import bundle, server
from tests.house.code import ROOT

STACKS = sorted(
    path
    for path in (*ROOT.glob("samples/*/*.dbs"), *ROOT.glob("tests/golden/*/*.dbs"))
    if path.stem in (path.parent.name, "stack") or path.parent.parent.name == "samples"
)
"""Every sample, and of each golden case the file that is compiled."""

ONE_HOST = (ROOT / "samples/laptop/laptop.dbs", ROOT / "samples/four-hosts/four-hosts.dbs")
"""Stacks that are built for a single host too."""

CASES = [(path, ()) for path in STACKS] + [(path, ("--single-host",)) for path in ONE_HOST]


def _dbstackc(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dbstackc", *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"


@pytest.fixture(scope="module")
def mariadb() -> Iterator[server.Server]:
    with server.running("--log-bin", "--server-id=4294967295") as one:
        yield one


@pytest.mark.parametrize(
    ("path", "flags"), CASES, ids=[" ".join([path.stem, *flags]) for path, flags in CASES]
)
def test_every_file_of_a_bundle_pleases_its_engine(
    tmp_path: Path, mariadb: server.Server, path: Path, flags: tuple[str, ...]
) -> None:
    out = tmp_path / "out"
    _dbstackc("build", str(path), "--out", str(out), *flags)
    bundle.fill(out, _dbstackc)
    found = bundle.complaints(out, mariadb)
    assert not found, "\n".join(f"{name}: {said}" for name, said in found)


def test_there_are_stacks_to_ask_about() -> None:
    assert ROOT / "samples/four-hosts/four-hosts.dbs" in STACKS
