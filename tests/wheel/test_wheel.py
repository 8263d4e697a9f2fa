"""What a user installs: the wheel, built by way of the sdist, does what the checkout does."""

import hashlib
import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.house.code import ROOT, tracked

SAMPLE = ROOT / "samples/four-hosts/four-hosts.dbs"

VERSION: str = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]

SHIPPED = ("dbstackc", "grammar", "targets")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to have dbstackc: the command that runs it, and its site-packages if it has any."""

    command: tuple[str, ...]
    packages: Path | None = None


def _run(command: Sequence[str | Path], cwd: Path, **environment: str) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={**{k: v for k, v in os.environ.items() if k != "PYTHONPATH"}, **environment},
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


def _build(place: Path, source: Path = ROOT) -> tuple[Path, Path]:
    """Build the sdist from a tree and the wheel from the sdist; return both."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", place, source]
    _run(command, ROOT, SOURCE_DATE_EPOCH="1700000000")
    (sdist,), (wheel,) = place.glob("*.tar.gz"), place.glob("*.whl")
    return sdist, wheel


def _venv(place: Path, *install: str | Path) -> Way:
    _run([sys.executable, "-m", "venv", place], ROOT)
    _run([place / "bin/python", "-m", "pip", "install", "-q", *install], ROOT)
    (packages,) = place.glob("lib/python3*/site-packages")
    return Way((str(place / "bin/dbstackc"),), packages)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return _build(tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="module")
def ways(tmp_path_factory: pytest.TempPathFactory, built: tuple[Path, Path]) -> dict[str, Way]:
    place = tmp_path_factory.mktemp("ways")
    return {
        "checkout": Way((sys.executable, "-m", "dbstackc")),
        "wheel": _venv(place / "wheel", built[1]),
        "editable": _venv(place / "editable", "-e", ROOT),
    }


def test_the_wheel_holds_every_shipped_file_inside_the_package(built: tuple[Path, Path]) -> None:
    held = set(zipfile.ZipFile(built[1]).namelist())
    shipped = [path for path in tracked() if path.parts[0] in SHIPPED]
    assert {"dbstackc", "targets", "grammar"} == {path.parts[0] for path in shipped}
    places = {
        str(path if path.parts[0] == "dbstackc" else Path("dbstackc") / path) for path in shipped
    }
    assert places - held == set()
    extra = {name for name in held - places if ".dist-info/" not in name}
    assert extra == set()


def test_the_sdist_holds_the_tests_and_the_samples(built: tuple[Path, Path]) -> None:
    with tarfile.open(built[0]) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    kept = {str(path) for path in tracked() if not path.parts[0].startswith(".")}
    assert kept - held == set()


def test_building_twice_gives_the_same_bytes(built: tuple[Path, Path], tmp_path: Path) -> None:
    for first, again in zip(built, _build(tmp_path), strict=True):
        assert first.name == again.name
        assert _hash(first) == _hash(again)


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_site_packages_gains_one_name(ways: dict[str, Way], tmp_path: Path) -> None:
    packages = ways["wheel"].packages
    assert packages
    names = {path.name for path in packages.iterdir()}
    assert "dbstackc" in names
    assert names & {"grammar", "targets", "tests", "samples", "docs"} == set()
    metadata = next(packages.glob("dbstackc-*.dist-info/RECORD")).read_text()
    tops = {line.split("/")[0] for line in metadata.splitlines() if not line.startswith("..")}
    assert tops == {"dbstackc", f"dbstackc-{VERSION}.dist-info"}


def test_an_editable_install_copies_nothing(ways: dict[str, Way]) -> None:
    packages = ways["editable"].packages
    assert packages
    assert not (packages / "dbstackc").exists()


@pytest.mark.parametrize("way", ["checkout", "wheel", "editable"])
def test_the_version_is_the_packages(ways: dict[str, Way], way: str, tmp_path: Path) -> None:
    place = ROOT if way == "checkout" else tmp_path
    assert VERSION in _run([*ways[way].command, "--version"], place)


def test_every_way_compiles_to_the_same_bytes(ways: dict[str, Way], tmp_path: Path) -> None:
    bundles = {}
    for name, way in ways.items():
        out = tmp_path / name
        _run(
            [*way.command, "build", SAMPLE, "--out", out], ROOT if name == "checkout" else tmp_path
        )
        bundles[name] = {
            path.relative_to(out).as_posix(): path.read_bytes()
            for path in sorted(out.rglob("*"))
            if path.is_file()
        }
    assert len(bundles["checkout"]) > 4
    assert bundles["wheel"] == bundles["checkout"]
    assert bundles["editable"] == bundles["checkout"]
