"""Try what the fuzzers have found, without them."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.hold import hold_compile, hold_format, hold_parse
from tests.fuzz.kept import kept

KEPT = kept()

LAWS = (hold_parse, hold_format, hold_compile)

PARTS = st.sampled_from(KEPT)


@pytest.mark.parametrize("law", LAWS)
def test_what_was_found_breaks_no_law(law: Callable[[bytes], None]) -> None:
    for content in KEPT:
        try:
            law(content)
        except Exception as error:
            error.add_note(f"with {content!r}")
            raise


@pytest.mark.parametrize("law", LAWS)
@given(st.lists(PARTS | st.binary(max_size=6), min_size=2, max_size=4))
def test_what_was_found_breaks_no_law_when_joined(
    law: Callable[[bytes], None], parts: list[bytes]
) -> None:
    law(b"\n".join(parts))


def test_something_was_found() -> None:
    assert len(KEPT) > 50
