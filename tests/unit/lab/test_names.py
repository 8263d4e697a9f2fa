"""What containers are told of names, by the bytes of DNS."""

from dbstackc.lab.names import answer

HEAD = b"\x12\x34\x01\x00\0\1\0\0\0\0\0\1"

ASKED = b"\2r1\0\0\1\0\1"

EDNS = b"\0\0\x29\x20\0\0\0\0\0\0\0"
"""What HAProxy adds: how long an answer may be."""


def told(question: bytes, *running: str) -> bytes:
    return answer(HEAD + question + EDNS, {"R1": "10.20.0.1"}, running.__contains__)


def test_a_name_has_the_address_of_what_runs() -> None:
    said = told(ASKED, "10.20.0.1")
    assert said[:12] == b"\x12\x34\x81\x80\0\1\0\1\0\0\0\0"
    assert said[12:] == ASKED + b"\xc0\x0c\0\1\0\1\0\0\x02\x58\0\4" + bytes([10, 20, 0, 1])


def test_what_does_not_run_has_no_name() -> None:
    assert told(ASKED) == b"\x12\x34\x81\x83\0\1\0\0\0\0\0\0" + ASKED


def test_a_name_that_is_known_has_no_address_of_another_kind() -> None:
    asked = b"\2r1\0\0\x1c\0\1"
    assert told(asked, "10.20.0.1") == b"\x12\x34\x81\x80\0\1\0\0\0\0\0\0" + asked
