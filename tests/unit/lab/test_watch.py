"""What a watch makes of who held a vip when."""

from dbstackc.lab.watch import Held, longest, moved_after

A, B, BOTH, NOBODY = frozenset("a"), frozenset("b"), frozenset("ab"), frozenset[str]()

MOVE: list[Held] = [(0, A), (10, NOBODY), (12.5, B), (20, BOTH), (20.5, A), (30, NOBODY)]


def test_the_longest_time_with_nobody_lasts_to_the_end_if_it_does() -> None:
    assert longest(MOVE, 31, 0, 0) == 2.5
    assert longest(MOVE, 40, 0, 0) == 10


def test_two_holders_are_counted_together_however_they_change() -> None:
    assert longest(MOVE, 40, 2, 3) == 0.5
    changing: list[Held] = [(0, BOTH), (1, frozenset("abc")), (2, frozenset("bc")), (3, A)]
    assert longest(changing, 9, 2, 3) == 3


def test_a_vip_has_moved_when_another_machine_alone_has_it() -> None:
    assert moved_after(MOVE, 9) == 3.5
    assert moved_after(MOVE, 15) == 5.5
    assert moved_after([(0, A)], 9) == 0
    assert moved_after([(0, A), (10, NOBODY), (11, A)], 9) == 0
    assert moved_after([(0, A), (10, BOTH)], 9) == 0
