"""When words of keepalived.conf came, and when they went, by the block that they stand in.

Source: keepalived, what its `init_*_keywords` install at each release from v1.2.13 to v2.4.3, read
on 2026-11-29; 2.2.7 complains of those that came later.
"""

from collections.abc import Iterator, Mapping

from .expand import Word
from .read import Config

_CAME = """
    auth_hmac: active_key/2.4.0 anti_replay/2.4.0 key/2.4.0 mode/2.4.0 time_window/2.4.0
    bfd_instance: multihop/2.2.8
    global_defs: dbus_no_interface_name/2.3.0 iproute_etc_dir/2.3.2 iproute_usr_dir/2.3.2
    json_dump_file/2.3.3 json_version/2.2.8 snmp_rs_stats_update_interval/2.3.0
    snmp_vs_stats_update_interval/2.3.0 state_dump_file/2.3.3 stats_dump_file/2.3.3
    use_symlink_paths/2.3.0 v3_checksum_as_v2/2.2.8 vrrp_delay_after_boot/2.4.0
    vrrp_owner_ignore_adverts/2.3.3
    url: tls_compliant/2.2.8
    vrrp_instance: auth_hmac/2.4.0 no_virtual_ipaddress/2.2.8 owner_ignore_adverts/2.3.3
    thread_timer_expired/2.3.2 timer_expired_backup/2.2.8 v3_checksum_as_v2/2.2.8
"""

_GONE = """
    global_defs: plugin_dir/1.2.20
    virtual_server: nat_mask/1.2.20
"""

_WORN = """
    HTTP_GET: nb_get_retry/retry
    SSL_GET: nb_get_retry/retry
    vrrp_instance: lvs_sync_daemon_interface/lvs_sync_daemon vmac_garp_intvl/garp_extra_if
    global_defs: vrrp_vmac_garp_intvl/vrrp_garp_extra_if
"""


def _table(text: str) -> dict[str, dict[str, str]]:
    """Return for each block its words, each with a release."""
    found: dict[str, dict[str, str]] = {}
    words: dict[str, str] = {}
    for part in text.split():
        word, slash, release = part.partition("/")
        if slash:
            words[word] = release
        else:
            words = found.setdefault(word.removesuffix(":"), {})
    return found


CAME: Mapping[str, Mapping[str, str]] = _table(_CAME)
"""Since which release a word is known, where 2.2.7 does not know it."""

GONE: Mapping[str, Mapping[str, str]] = _table(_GONE)
"""Since which release a word is known no more."""


WORN: Mapping[str, Mapping[str, str]] = _table(_WORN)
"""Which word 2.2.7 asks for instead of one that it takes, and complains of."""


def dated(
    config: Config, table: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[Word, str, str]]:
    """Yield the words of a file that a table has, each with its block and what the table says.

    What is under a condition is passed over.
    """
    text = config.source.text
    if not any(word in text for words in table.values() for word in words):
        return
    waiting = [(block, "") for block in config.blocks]
    while waiting:
        block, inside = waiting.pop()
        if block.condition or not block.words or not block.words[0].certain:
            continue
        release = table.get(inside, {}).get(block.head)
        if release is not None:
            yield block.words[0], inside, release
        waiting += [(each, block.head) for each in block.inside or ()]
