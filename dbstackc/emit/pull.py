"""By which name a host pulls an image: that of the stack's registry, where it has one."""

from dbstackc.check.image import image
from dbstackc.model.topology import Topology


def pulled(topology: Topology, text: str) -> str:
    """Return the name by which an image is pulled; the registry's own comes from elsewhere.

    The registry that it was in becomes a part of its path, so that no two images meet. A digest is
    told by the tag: what is pushed anew has another.

    Source: distribution/reference, "Grammar" (path components may have dots, and no colon).
    """
    hub = topology.registry
    if hub is None or text == hub.image:
        return text
    parts = image(text)
    tag = parts.tag or (f"sha256-{parts.digest[7:19]}" if parts.digest else "latest")
    return f"{hub.address}/{parts.repository.replace(':', '-')}:{tag}"
