"""A rule that is not asked about proxies and vips alone would have found nothing there."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbstackc.base.source import Source
from dbstackc.lint.edges import EDGES
from dbstackc.lint.over import Judge
from dbstackc.work.lint import lint_sources
from tests.laws.bundles import compiled
from tests.laws.topologies import Drawn, topologies

ALONE = re.compile(r"hosts/[^/]+/(?:haproxy|keepalived)/[^/]+\.(?:cfg|conf)$")

SPOILED = {
    "as it is": (r"$^", ""),
    "high ports": (r"(?m)^(\s+bind \S*:)(\d+)", r"\g<1>4\g<2>"),
    "one port": (r"(?m)^(\s+bind \S*:)\d+", r"\g<1>3306"),
    "slow": (r"(?m)^(\s+advert_int ).*", r"\g<1>60"),
    "six": (r"\b10\.(\d+)\.0\.100\b", r"fd00:\1:0:0::64"),
}
"""Ways to give rules something to find: a pattern, and what it becomes."""


def told(sources: list[Source]) -> list[tuple[str, str, int]]:
    """Return what is found, as rule, title and place."""
    return sorted(
        (each.rule, each.title, each.primary.span.start if each.primary else -1)
        for each in lint_sources(sources).found
    )


@given(topologies(), st.sampled_from(sorted(SPOILED)), st.data())
def test_who_is_not_asked_had_nothing_to_say(drawn: Drawn, way: str, data: st.DataObject) -> None:
    _, files = compiled(drawn.text)
    every = sorted(filter(ALONE.fullmatch, files))
    if not every:
        return
    paths = data.draw(st.lists(st.sampled_from(every), min_size=1, unique=True))
    pattern, made = SPOILED[way]
    sources = [Source(path, re.sub(pattern, made, files[path])) for path in sorted(paths)]
    quick = told(sources)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Judge, "_that_may_speak", lambda judge, _: judge.rules)
        assert told(sources) == quick


def door(*ports: int) -> str:
    """Return a haproxy.cfg with a door on each port."""
    doors = (
        f"listen d{number}\n    bind *:{port}\n    server s{number} 10.0.0.{number}:3306 check\n"
        for number, port in enumerate(ports, 1)
    )
    return "defaults\n    mode tcp\n    timeout client 1h\n" + "".join(doors)


def holder(priority: int, beat: int = 1) -> str:
    """Return a keepalived.conf with one vip."""
    return (
        f"vrrp_instance V {{\n    state BACKUP\n    interface eth0\n    virtual_router_id 7\n"
        f"    priority {priority}\n    advert_int {beat}\n"
        "    virtual_ipaddress {\n        10.0.0.100/24\n    }\n}\n"
    )


@pytest.mark.parametrize(
    ("rule", "files"),
    [
        ("port-of-system", {"haproxy.cfg": door(40000)}),
        ("port-taken", {"haproxy.cfg": door(3306, 3306)}),
        ("slow-beat", {"a/keepalived.conf": holder(100, 60), "b/keepalived.conf": holder(90, 60)}),
        (
            "holders-differ",
            {
                "a/haproxy.cfg": door(3306),
                "b/haproxy.cfg": door(3307),
                "a/keepalived.conf": holder(100),
                "b/keepalived.conf": holder(90),
            },
        ),
    ],
)
def test_who_has_something_to_say_is_asked(rule: str, files: dict[str, str]) -> None:
    sources = [Source(path, text) for path, text in files.items()]
    assert rule in {name for name, _, _ in told(sources)}


def test_the_facts_of_proxies_and_vips_are_all_there_is_in_such_files() -> None:
    text = "listen a\n    bind *:3306\n    server c 10.0.0.1:3306\n"
    (stack,) = lint_sources([Source("haproxy.cfg", text)]).stacks
    assert EDGES.issuperset(stack.kinds)
