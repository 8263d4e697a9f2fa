"""Who holds which vip, over all keepalived.conf of a stack."""

from dbstackc.lint.facts.vrrp import VrrpInstance
from dbstackc.lint.stack import Stack


def holders(stack: Stack) -> list[list[VrrpInstance]]:
    """Return, for each vip that several may hold, its instances in the order of the files.

    Instances of one file are of one machine: only the first of each file counts, but for the parts
    of a document, which may show several machines.
    """
    found: dict[str, list[VrrpInstance]] = {}
    for one in stack.all(VrrpInstance):
        if not one.addresses:
            continue
        address = one.addresses[0].text.partition("/")[0]
        same = found.setdefault(address, [])
        if all(other.span.source is not one.span.source for other in same):
            same.append(one)
    return [same for same in found.values() if len(same) > 1]
