"""Which options servers know, by vendor and version, and what their values may be.

The page beside this module says it; `tests/deep/variables.py` writes it anew from what
`mysqld --verbose --help` says. A `#` marks what takes a number in every version that knows it, a
`=` what cannot stand without a value.

Source: MySQL 5.7.21, 8.0.28, 8.4.6, 9.7.4; Percona XtraDB Cluster 5.7.20; MariaDB 10.1.29, 10.3.22,
10.6.7, 10.11.19, 11.8.9; each one's `mysqld --no-defaults --verbose --help`. Percona XtraDB Cluster
8.0: docs.percona.com, "Index of wsrep system variables".
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

PLUGINS = (
    "audit_", "authentication_", "aws_key_", "clone_", "component_", "connect_", "cracklib_",
    "ddl_rewriter", "disks", "federated", "feedback", "file_key_management", "galera_", "group_",
    "gssapi_", "handlersocket", "hashicorp_", "innodb_memcached", "keyring_", "mecab_", "mroonga_",
    "mysqlx_", "mysqlx", "oqgraph_", "password_", "plugin_", "rocksdb_", "rpl_semi_sync_", "s3_",
    "server_audit", "simple_password_check", "spider_", "sphinx_", "telemetry", "test_",
    "thread_pool_", "tokudb_", "userstat", "validate_password", "version_tokens", "zstd_",
)  # fmt: skip
"""How options of plugins begin: whether a server has one, its option file does not say."""

PREFIXES = ("skip_", "disable_", "enable_", "maximum_")
"""What may stand before the name of an option."""

_CHARSETS = """
    big5 dec8 cp850 hp8 koi8r latin1 latin2 latin5 latin7 swe7 ascii ujis sjis hebrew tis620 euckr
    koi8u gb2312 greek cp1250 gbk armscii8 utf8 utf8mb3 utf8mb4 ucs2 cp866 keybcs2 macce macroman
    cp852 cp1251 utf16 utf16le cp1256 cp1257 utf32 binary geostd8 cp932 eucjpms gb18030
"""
_ISOLATION = "read-uncommitted read-committed repeatable-read serializable"
WORDS: Mapping[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "binlog_checksum": "none crc32",
        "binlog_format": "mixed statement row",
        "binlog_row_image": "minimal noblob full full_nodup",
        "character_set_server": _CHARSETS,
        "gtid_mode": "off off_permissive on_permissive on",
        "master_info_repository": "file table",
        "relay_log_info_repository": "file table",
        "replica_exec_mode": "strict idempotent",
        "replica_parallel_type": "database logical_clock",
        "slave_exec_mode": "strict idempotent",
        "slave_parallel_mode": "conservative optimistic none aggressive minimal",
        "slave_parallel_type": "database logical_clock",
        "transaction_isolation": _ISOLATION,
    }.items()
}
"""Options that take one of some words; a server takes the beginning of one, and its number, too."""

_NUMBER = re.compile(r"[-+]?\d*(?:\.\d*)?(?:[kmgtpe].*)?", re.I)
"""A server reads digits and a letter, and nothing after it: `10ms` is ten million."""


class Known(NamedTuple):
    """What is known of an option: the versions that have it, and what they want of a value.

    number: whether it takes a number. needs: whether it cannot stand alone.
    """

    versions: tuple[str, ...]
    number: bool
    needs: bool


@lru_cache(maxsize=1)
def known() -> Mapping[str, Known]:
    """Return every option that any version has, by its name with underscores."""
    found: dict[str, Known] = {}
    versions: tuple[str, ...] = ()
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            versions = tuple(line.split())
            continue
        for word in line.split():
            name = word.rstrip("#=")
            number, needs = "#" in word, "=" in word
            before = found.get(name, Known((), number, needs))
            found[name] = Known(
                before.versions + versions, before.number and number, before.needs and needs
            )
    return found


def option(name: str) -> tuple[str, Known] | None:
    """Return the option that a name means, with what is known of it; None for none.

    A server takes the beginning of a name for it, where no other begins so.
    """
    for tried in (name, *(name.removeprefix(p) for p in PREFIXES if name.startswith(p))):
        if tried in known():
            return tried, known()[tried]
    begun = [each for each in known() if each.startswith(name)]
    if begun:
        return begun[0], Known(known()[begun[0]].versions, False, False)
    return None


def is_of_plugin(name: str) -> bool:
    """Tell whether an option may be one of a plugin."""
    return any(
        tried.startswith(PLUGINS) for tried in (name, *(name.removeprefix(p) for p in PREFIXES))
    )


def is_number(text: str) -> bool:
    """Tell whether a server reads a text as a number, as in `512M`."""
    return bool(_NUMBER.fullmatch(text))


def is_word(name: str, text: str) -> bool:
    """Tell whether a server takes a word for an option that takes one of some."""
    words, said = WORDS.get(name), text.lower()
    if words is None or said.isdigit() or not said or said in words:
        return True
    return name != "character_set_server" and any(word.startswith(said) for word in words)
