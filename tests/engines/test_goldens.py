"""Every stack that the repository shows, built afresh, filled, and handed to its engines."""

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines import bundle, server
from tests.house.code import ROOT

LAPTOP, FOUR = (ROOT / f"samples/{name}/{name}.dbs" for name in ("laptop", "four-hosts"))


def _golden(folder: Path) -> tuple[Path, bool]:
    """Return the file that a golden case compiles, and whether for a single host."""
    place = folder / "options.toml"
    options = tomllib.loads(place.read_text()) if place.exists() else {}
    main = folder / options["main"] if "main" in options else next(folder.glob("*.dbs"))
    return main, options.get("single_host", False)


SAMPLES = [(path, False) for path in sorted(ROOT.glob("samples/*/*.dbs"))]

GOLDENS = [_golden(place.parent) for place in sorted(ROOT.glob("tests/golden/*/out"))]

CASES = {
    f"{path.parent.name}/{path.stem}{' on one host' if single else ''}": (path, single)
    for path, single in dict.fromkeys(
        (path.resolve(), single)
        for path, single in (*SAMPLES, (LAPTOP, True), (FOUR, True), *GOLDENS)
    )
}
"""Each once: what most goldens compile is a sample."""


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


@pytest.mark.parametrize("case", CASES)
def test_every_file_of_a_bundle_pleases_its_engine(
    tmp_path: Path, mariadb: server.Server, case: str
) -> None:
    path, single = CASES[case]
    said = [str(path), "--out", str(tmp_path / "out"), *(["--single-host"] if single else [])]
    _dbstackc("build", *said)
    _dbstackc("secrets", *said)
    bundle.fill(tmp_path / "out")
    found = bundle.complaints(tmp_path / "out", mariadb)
    assert not found, "\n".join(f"{name}: {said}" for name, said in found)


def test_there_are_stacks_to_ask_about() -> None:
    assert "four-hosts/four-hosts" in CASES
    assert GOLDENS
