"""The packets of checks, read back by the rules of the protocol."""

from itertools import count

import pytest

from dbstackc.emit.load import load

packets = load("haproxy.packets")


def _body(packet: str, number: int) -> bytes:
    """Take a packet's head off: three bytes of length, one of its number."""
    whole = bytes.fromhex(packet)
    assert int.from_bytes(whole[:3], "little") == len(whole) - 4
    assert whole[3] == number
    return whole[4:]


@pytest.mark.parametrize("user", ["haproxy", "a", "x" * 250])
def test_a_login_is_a_handshake_response_without_a_password(user: str) -> None:
    body = _body(packets.login(user, "mysql_native_password"), 1)
    capabilities = int.from_bytes(body[:4], "little")
    for bit in (0x200, 0x8000, 0x80000):
        assert capabilities & bit, hex(bit)
    for bit, what in ((0x8, "a database"), (0x800, "TLS"), (0x1000000, "no EOF packets")):
        assert not capabilities & bit, what
    assert body[9:32] == bytes(23)
    assert body[32:] == user.encode() + b"\0" + b"\0" + b"mysql_native_password\0"


def test_a_query_begins_a_new_exchange() -> None:
    assert _body(packets.query("SELECT 1"), 0) == b"\x03SELECT 1"
    assert _body(packets.QUIT, 0) == b"\x01"
    assert len(_body(packets.query("x" * 300), 0)) == 301


def test_a_row_is_its_values_each_after_its_length() -> None:
    assert bytes.fromhex(packets.row("read_only", "OFF")) == b"\x09read_only\x03OFF"


def test_no_row_is_an_end_right_after_the_end_of_two_columns() -> None:
    numbers = count(1)
    answer = b""
    for body in (b"\x02", b"\x03defone", b"\x03deftwo", b"\xfe\0\0\2\0", b"\xfe\0\0\2\0"):
        answer += len(body).to_bytes(3, "little") + bytes([next(numbers)]) + body
    assert bytes.fromhex(packets.NO_ROW) in answer
    row = b"\x01a\x01b"
    full = answer[: -len(b"\x05\0\0\5\xfe\0\0\2\0")] + b"\x04\0\0\5" + row
    full += b"\x05\0\0\6\xfe\0\0\2\0"
    assert bytes.fromhex(packets.NO_ROW) not in full
