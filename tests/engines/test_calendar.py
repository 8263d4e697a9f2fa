"""When a timer strikes, as import reads it and as systemd has it."""

import pytest

from dbstackc.lint.lift.calendar import times
from tests.engines.units import strikes

CALENDARS = (
    "*-*-* 03:15:00", "03:15", "daily", "hourly", "*-*-* 00/6:30:00", "03,15:00", "*:0/15",
    "*:00,30", "*-*-* 00..23/8:00", "03/6:00", "05/7:10", "*:07/13", "1..3:05",
)  # fmt: skip


@pytest.mark.parametrize("text", CALENDARS)
def test_a_day_has_the_times_that_systemd_strikes_at(text: str) -> None:
    found = times(text)
    assert found
    struck = strikes(text, len(found))
    assert sorted(struck) == [f"{each // 60:02}:{each % 60:02}" for each in sorted(found)]
