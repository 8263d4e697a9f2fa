"""A name for a finding that outlives edits elsewhere in the file."""

import hashlib
from collections.abc import Sequence

from dbstackc.base.diagnostic import Diagnostic


def fingerprints(found: Sequence[Diagnostic]) -> list[str]:
    """Return one for each finding, all different: 32 hexadecimal digits.

    Made of the rule, the path, the title, and how many such there are before; not of the line.
    """
    seen: dict[str, int] = {}
    names = []
    for each in found:
        path = "" if each.primary is None else each.primary.span.source.name
        key = "\0".join((each.rule, path, each.title))
        seen[key] = seen.get(key, -1) + 1
        whole = f"{key}\0{seen[key]}".encode("utf-8", "surrogatepass")
        names.append(hashlib.sha256(whole).hexdigest()[:32])
    return names
