"""`--bless`: write what is expected from what is. A run that blesses fails.

`DBSTACKC_DEPTH` multiplies how many examples each law is tried on. No law has a deadline: speed is
the benchmark's business.
"""

import os
import signal

import pytest
from hypothesis import HealthCheck, settings

# A shell ignores SIGINT for what it starts in the background, and so would all that tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

DEPTH = int(os.environ.get("DBSTACKC_DEPTH", "1"))

settings.register_profile(
    "house", deadline=None, max_examples=50 * DEPTH, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="write expected files; the run fails")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if session.config.getoption("--bless") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture
def bless(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be written."""
    return bool(request.config.getoption("--bless"))
