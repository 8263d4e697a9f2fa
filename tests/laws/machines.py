"""How to draw what stands around the databases: engines of hosts."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn


def machines(draw: DrawFn, hosts: int) -> list[str]:
    """Draw statements about some of the hosts, or none; all of them stand for themselves."""
    return _engine(draw, hosts)


def _engine(draw: DrawFn, hosts: int) -> list[str]:
    if not draw(st.booleans()):
        return []
    inner = ["log 5M"]
    if draw(st.booleans()):
        inner.append('mirror "https://mirror.example.org", "https://other.example.org:5000"')
    if draw(st.booleans()):
        inner.append("pool 10.240.0.0/14; keep 5")
    if draw(st.booleans()):
        inner.append("metrics 9323")
    if draw(st.booleans()):
        inner.append("live no")  # a Swarm refuses the other
    if draw(st.booleans()):
        inner.append('verbatim "\\"max-concurrent-downloads\\": 6"')
    count = draw(st.integers(1, hosts))
    return [f"engine docker on vm[1..{count}] {{ {'; '.join(inner)} }}"]
