"""The packets of MySQL's protocol that a check sends and looks for, as hexadecimal digits.

A user without a password answers any challenge with nothing, so its login is the same each time and
can be computed here.

Source: MySQL 8.0 source documentation, "Client/Server Protocol": Protocol::Packet,
Protocol::HandshakeResponse41, COM_QUERY, COM_QUIT, Protocol::EOF_Packet, text resultset row.
"""

import struct

_LONG_PASSWORD = 0x0000_0001
_PROTOCOL_41 = 0x0000_0200
_TRANSACTIONS = 0x0000_2000
_SECURE_CONNECTION = 0x0000_8000
_PLUGIN_AUTH = 0x0008_0000

_CAPABILITIES = _LONG_PASSWORD | _PROTOCOL_41 | _TRANSACTIONS | _SECURE_CONNECTION | _PLUGIN_AUTH
"""Without CLIENT_DEPRECATE_EOF: so every server ends columns, and rows, with an EOF packet."""

_LONGEST = 1 << 24

_UTF8 = 33

GREETING = "^.{6}000A"
"""The first packet of a server that has room for us: number 0, protocol 10. An error has FF."""

WELCOME = "^.{6}0200"
"""The answer to a good login: packet number 2, OK. FE asks for another plugin, FF refuses."""

HEAD = 5
"""The bytes of a packet that tell what it is: three of length, its number, its kind."""

QUIT = "0100000001"

NO_ROW = "05000005fe"
"""The EOF packet that ends rows, as number 5: where two columns have no row between."""


def login(user: str, plugin: str) -> str:
    """Return the login of a user without a password, by an authentication plugin."""
    body = struct.pack("<IIB23x", _CAPABILITIES, _LONGEST, _UTF8)
    body += user.encode() + b"\0" + b"\0" + plugin.encode() + b"\0"
    return _packet(1, body)


def query(sql: str) -> str:
    """Return a query."""
    return _packet(0, b"\x03" + sql.encode())


def row(*values: str) -> str:
    """Return what a row of text holds, without the head of its packet; up to 250 bytes a value."""
    cells = b"".join(bytes([len(cell)]) + cell for cell in (each.encode() for each in values))
    return cells.hex()


def _packet(number: int, body: bytes) -> str:
    return (len(body).to_bytes(3, "little") + bytes([number]) + body).hex()
