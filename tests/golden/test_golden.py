"""Hold whole compilations to the bytes that were looked at."""

import pytest

from tests.corpus import GOLDEN, cases, compile_case, expected_case, settle


@pytest.mark.parametrize("case", cases())
def test_a_case_compiles_to_what_was_blessed(
    case: str, bless: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = GOLDEN / case
    settle(folder, compile_case(folder, monkeypatch), expected_case(folder), bless)


def test_every_folder_is_a_case() -> None:
    folders = {path.name for path in GOLDEN.iterdir() if path.is_dir() and path.name[0] != "_"}
    assert folders == set(cases())
