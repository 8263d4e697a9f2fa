"""The types of values. Each reads the text of a word and says in a sentence how it should look."""

import re
from typing import Any

from dbstackc.base import quantity
from dbstackc.base.record import record
from dbstackc.language.shape import Type

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,62}", re.ASCII)
_COLUMN = re.compile(r"[A-Za-z_][A-Za-z0-9_$]{0,63}", re.ASCII)
_REFERENCE = re.compile(
    r"[a-z0-9][A-Za-z0-9.:-]*(?:/[a-z0-9._-]+)*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?"
    r"(?:@sha256:[0-9a-f]{64})?",
    re.ASCII,
)
_ARCHIVE = re.compile(r"https?://[A-Za-z0-9._~:/@!&*+,;=%?()-]+\.(?:tar\.gz|tgz)", re.ASCII)
_PACKAGE = re.compile(r"[a-z0-9][a-z0-9+.-]+(?:=[A-Za-z0-9.+:~-]+)?", re.ASCII)
_PATH = re.compile(r"(?:/[A-Za-z0-9_.@+-]+)+", re.ASCII)
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])", re.ASCII)
_DEVICE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:@-]{0,14}", re.ASCII)


@record(frozen=True, slots=True)
class Place:
    """A host, or an address, and perhaps a port of it."""

    host: str
    port: int | None


def _name(text: str) -> str | None:
    return text if _NAME.fullmatch(text) and not text.endswith((".", "-")) else None


def _place(text: str) -> Place | None:
    head, colon, tail = text.rpartition(":")
    if colon and not tail.endswith("]"):
        number = quantity.port(tail)
        host = _name(head) or quantity.address(head)
        return Place(host, number) if host and number else None
    host = _name(text) or quantity.address(text)
    return Place(host, None) if host else None


def _endpoint(text: str) -> Place | None:
    found = _place(text)
    return found if found and found.port and quantity.address(text.rpartition(":")[0]) else None


def _ports(text: str) -> tuple[int, int] | None:
    left, _, right = text.partition("->")
    inner, outer = quantity.port(right.strip()), quantity.port(left.strip())
    return (outer, inner) if inner and outer else None


def _bool(text: str) -> bool | None:
    return {"yes": True, "no": False}.get(text)


def _prefixed(text: str) -> tuple[str, int | None] | None:
    head, slash, bits = text.rpartition("/")
    if not slash:
        found = quantity.address(text)
        return (found, None) if found else None
    found, length = quantity.address(head), quantity.count(bits)
    most = 128 if ":" in head else 32
    return (found, length) if found and length is not None and 1 <= length <= most else None


def _free(text: str) -> str | None:
    clean = text and all(c == "\t" or (c.isprintable() and c not in "\x7f\ufeff") for c in text)
    return text if clean else None


def _secret(text: str) -> str | None:
    return _name(text[7:]) if text.startswith("secret.") else None


def _column(text: str) -> str | None:
    return text if _COLUMN.fullmatch(text) else None


def _device(text: str) -> str | None:
    return text if _DEVICE.fullmatch(text) else None


def _time(text: str) -> int | None:
    found = _TIME.fullmatch(text)
    return int(found[1]) * 60 + int(found[2]) if found else None


def _kept(text: str) -> int | quantity.Duration | None:
    time = quantity.duration(text)
    # no time at all would be read as no limit
    return quantity.count(text) or (time if time is not None and time.seconds else None)


def _who(text: str) -> str | int | None:
    number = quantity.count(text)
    return number if number is not None else _name(text)


def _version(text: str) -> tuple[int, ...] | None:
    parts = text.split(".")
    numbers = [quantity.count(part) for part in parts]
    return tuple(n for n in numbers if n is not None) if None not in numbers else None


def _checksum(text: str) -> str | None:
    return text if re.fullmatch(r"[0-9a-f]{64}", text) else None


def _reference(text: str) -> str | None:
    return text if _REFERENCE.fullmatch(text) else None


def _archive(text: str) -> str | None:
    return text if _ARCHIVE.fullmatch(text) else None


def _path(text: str) -> str | None:
    return text if _PATH.fullmatch(text) else None


def _package(text: str) -> str | None:
    return text if _PACKAGE.fullmatch(text) else None


def _any(text: str) -> Any:
    return text


NAME = Type(
    "name", "vm1", _name, "names begin with a letter and hold letters, digits, `_`, `.`, `-`"
)
SIZE = Type("size", "512M", quantity.size, "sizes end in K, M, G or T, as in `512M`")
DURATION = Type(
    "duration", "5s", quantity.duration, "durations have a unit: ms, s, m, h or d, as in `5s`"
)
TIME = Type("time", "03:15", _time, "times are hours and minutes of a day, as in `03:15`")
KEPT = Type(
    "count or duration", "7d", _kept, "what is kept is a count, as in `14`, or a time, as in `7d`"
)
COUNT = Type("count", "3", quantity.count, "counts are whole numbers, as in `3`")
PORT = Type("port", "3306", quantity.port, "ports are numbers from 1 to 65535")
RANGE = Type(
    "range", "10..1000", quantity.range_of, "ranges are written low..high, as in `10..500`"
)
ADDRESS = Type(
    "address", "10.0.0.1", quantity.address, "addresses look like `10.0.0.1` or `[fd00::1]`"
)
SUBNET = Type(
    "network", "10.20.0.0/16", quantity.subnet, "networks look like `10.20.0.0/16`, host bits zero"
)
VIP = Type(
    "address", "192.168.1.150/24", _prefixed, "addresses look like `192.168.1.150` or `…150/24`"
)
SWITCH = Type("switch", "yes", _bool, "switches are `yes` or `no`")
PLACE = Type("place", "vm1:9001", _place, "places are a host and perhaps a port, as in `vm1:9001`")
ENDPOINT = Type(
    "endpoint", "10.0.0.1:3306", _endpoint, "endpoints are an address and a port: `10.0.0.1:3306`"
)
SECRET = Type("secret", "secret.root", _secret, "secrets are named, as in `secret.root`")
COLUMN = Type("column", "id", _column, "columns are plain names, as in `customer_id`")
DEVICE = Type("network device", "eth0", _device, "network devices look like `eth0`")
WHO = Type("name or count", "p[1..3]", _who, NAME.sentence)
VERSION = Type("version", "8.0.43", _version, "versions are numbers and dots, as in `8.0.43`")
CHECKSUM = Type(
    "checksum",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    _checksum,
    "checksums are 64 digits of SHA-256, in small letters",
)
REFERENCE = Type(
    "image",
    '"debian:12-slim"',
    _reference,
    "images are a name, and perhaps a tag and a digest, as in `debian:12-slim`",
    form="text",
)
ARCHIVE = Type(
    "archive",
    '"https://example.org/mycat.tar.gz"',
    _archive,
    "archives are addresses that end in `.tar.gz` or `.tgz`",
    form="text",
)
PATH = Type(
    "path", '"/etc/ssl/hub.crt"', _path, "paths begin with `/`, as in `/etc/ssl/a.crt`", form="text"
)
PACKAGE = Type(
    "package", "procps", _package, "packages are called as Debian calls them, as in `procps`"
)
WORD = Type("word", "rr", _any)
TEXT = Type("text", '"…"', _free, "texts are quoted, on one line, and not empty", form="text")
PORTS = Type(
    "pair of ports", "4001 -> 3306", _ports, "pairs are `published -> inside`", form="pair"
)
CALL = Type("method", "mod(id)", _any, "", form="call")
ANY = Type("value", "10..1000", _any, "", form="any")


def choice(noun: str, *words: str) -> Type:
    """Return the type of one of some words; the noun says what they are."""

    def read(text: str) -> str | None:
        return text if text in words else None

    return Type(noun, words[0], read, f"{noun}s are {', '.join(f'`{word}`' for word in words)}")
