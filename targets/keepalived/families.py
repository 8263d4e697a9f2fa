"""Addresses of one instance that are of two families: IPv4 and IPv6.

The first address says which family an instance is of; of the other family it holds and asks
nothing. What is held beside (`virtual_ipaddress_excluded`) may be of either.

Source: keepalived 2.2.7, vrrp_data.c, `alloc_vrrp_vip` and `alloc_vrrp_unicast_peer`;
vrrp_parser.c, `vrrp_srcip_handler`; seen on keepalived 2.2.7.
"""

from collections.abc import Iterator

from dbstackc.base.report import Report
from dbstackc.base.span import Span

from .expand import Word
from .read import Block
from .values import is_address

_SOURCES = frozenset(("unicast_src_ip", "mcast_src_ip"))
_LISTS = frozenset(("virtual_ipaddress", "unicast_peer"))


def refuse_families(block: Block, report: Report) -> None:
    """Report the first address of an instance that is not of its family.

    Reports: keepalived/address-refused.
    """
    if block.is_partial:
        return
    first: tuple[bool, Span] | None = None
    for word in _addresses(block):
        if not word.certain or not is_address(word.text):
            return
        is_long = ":" in word.text
        if first is None:
            first = (is_long, word.span)
        elif first[0] is not is_long:
            report.error(
                "keepalived/address-refused",
                f"`{word.text[:60]}` is of another family than its instance",
                at=word.span,
                beside=[(first[1], f"says that it is of IPv{6 if first[0] else 4}")],
                note="keepalived complains, and leaves this address out",
                help="make an instance of its own for it, or list it in"
                " `virtual_ipaddress_excluded`",
            )
            return


def _addresses(block: Block) -> Iterator[Word]:
    """Yield the addresses that an instance speaks from, to and for, as they are written."""
    for line in block.inside or ():
        if line.head in _SOURCES and line.inside is None and len(line.words) > 1:
            yield line.words[1]
        elif line.head in _LISTS:
            yield from (each.words[0] for each in line.plain())
