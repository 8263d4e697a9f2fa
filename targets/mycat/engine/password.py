"""Passwords that the engine decrypts with a key that everybody has.

Source: MyCat 1.6.7.4, util/DecryptUtil: an RSA key pair in the source, PKCS #1 type 1 padding.
"""

import base64
import binascii
from collections.abc import Sequence

_MODULUS = int(
    "a1c6c2aeead919b0b9180ac41ca9407c34998bb805067778cb13add2bc13a8a0"
    "45cc6ca1b502eee4f44a8c488e5d56bde5a78820127a3a10b67fc163a855296b",
    16,
)
_EXPONENT = 65537
_SIZE = 64


def opens(text: str, parts: Sequence[str]) -> bool:
    """Tell whether a password decrypts to these parts and one more: `1:host:user:password`."""
    plain = _decrypted(text)
    if plain is None:
        return False
    found = plain.split(":")
    while found and not found[-1]:
        found.pop()
    return len(found) > len(parts) and found[: len(parts)] == list(parts)


def _decrypted(text: str) -> str | None:
    try:
        sealed = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    number = int.from_bytes(sealed, "big")
    if len(sealed) != _SIZE or number >= _MODULUS:
        return None
    block = pow(number, _EXPONENT, _MODULUS).to_bytes(_SIZE, "big")
    padding, zero, plain = block[2:].partition(b"\x00")
    if block[:2] != b"\x00\x01" or not zero or len(padding) < 8 or set(padding) != {0xFF}:
        return None
    return plain.decode("utf-8", "replace")
