"""What may show the containers of a drawn stack."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn


def panels(draw: DrawFn, hosts: int, *, carried: bool, joined: bool) -> list[str]:
    """Draw panels, or none.

    carried: whether a Swarm carries the stack. joined: whether the hosts are a Swarm, so that
    agents meet in an overlay.
    """
    if not draw(st.booleans()):
        return []
    lines = []
    inner = ["password secret.admin"]
    if draw(st.booleans()):
        inner.append('memory 300M; image "portainer/portainer-ce:2.39.6-alpine"')
    own = '{ image "portainer/agent:2.39.6-alpine"; memory 100M }'
    agent = draw(st.sampled_from(["", f" {own}"]))
    where, port = "", ":9151"
    if joined:
        pool = "" if carried else "pool 10.78.0.128/25; attachable yes"
        lines.append(f"network panes {{ driver overlay; subnet 10.78.0.0/24; {pool} }}")
        where = " in panes" if carried else " at 10.78.0.9 in panes"
        port = ""
    if draw(st.booleans()):
        inner.append(f"agents on vm[1..{hosts}]{port} with secret.stats{agent}")
    seen = "" if carried else draw(st.sampled_from(["", " from loopback", " from admin"]))
    place = draw(st.sampled_from(["vm1", "vm2:9453"]))
    lines.append(f"panel board by portainer{where} on {place}{seen} {{ {'; '.join(inner)} }}")
    if joined:
        seen = " from admin" if carried else draw(st.sampled_from(["", " from loopback"]))
        lines.append(f"panel map by visualizer on vm1:8090{seen}")
    return lines
