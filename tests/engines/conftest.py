"""Fixtures of the tests that ask real engines."""

from collections.abc import Callable

import pytest

from tests.engines.need import need


@pytest.fixture
def engine() -> Callable[..., None]:
    """`need`, as a fixture: `engine("haproxy")`."""
    return need
