"""What a Dockerfile says that lies there, and what import makes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.emit.load import load
from dbstackc.lint.facts.image import Recipe
from dbstackc.lint.reader import Context
from tests.artifacts import artifacts, topology
from tests.unit.lint.test_around import lifted

READER = load("images").READERS[0]
NOTHING = Context(lambda path: None)

KEEPER = """\
# what holds addresses
ARG RELEASE=12-slim
FROM debian:${RELEASE}
RUN apt-get update \\
 # lists of packages
 && apt-get install -y --no-install-recommends keepalived procps less \\
 && rm -rf /var/lib/apt/lists/*
env TZ=UTC \\
    LANG=C

"""

COMPOSED = """services:
  held:
    image: local/keeper:1
    build: {0}
    network_mode: host
    volumes: ['./keepalived.conf:/etc/keepalived/keepalived.conf:ro']
"""
HELD = """vrrp_instance V {
  state BACKUP
  interface eth0
  virtual_router_id 9
  virtual_ipaddress { 10.0.0.9/24 }
}
"""


def recipe(text: str) -> Recipe:
    """Return what the reader sees of a text."""
    source = Source("keeper/Dockerfile", text)
    (fact,) = READER.see(READER.read(source, NOTHING, Report()))
    assert isinstance(fact, Recipe)
    return fact


def ours(text: str) -> str:
    """Return the Dockerfile of an image that a topology speaks of."""
    made = artifacts(topology(f"host vm1 at 10.0.0.1\nimage keeper as {text}"), "images")
    return made["images/keeper/Dockerfile"].text


def test_what_a_recipe_writes_is_the_recipe_and_the_rest_are_lines() -> None:
    runs = ours('"k:1" by keepalived').partition("\n\n")[2]
    found = recipe(KEEPER + runs)
    assert (found.by, found.base and found.base.text) == ("keepalived", "debian:12-slim")
    assert [each.text for each in found.packages] == ["procps", "less"]
    assert [each.text for each in found.rest] == ["ENV TZ=UTC LANG=C"]
    assert found.is_ours
    assert found.base is not None and found.base.span.text == "debian:${RELEASE}"


@pytest.mark.parametrize(
    "said",
    [
        '"k:1" { packages procps; base "debian:13-slim" }',
        '"k:1" by keepalived { verbatim "ENV A=1" }',
        f'"k:1" by mycat {{ archive "https://example.org/m.tar.gz"; sha256 {"0" * 64} }}',
    ],
)
def test_what_is_written_is_seen_as_it_was_said(said: str) -> None:
    found = recipe(ours(said))
    assert found.is_ours
    assert found.by == (said.split(" by ")[1].split()[0] if " by " in said else "plain")
    assert (found.checksum is not None) == (found.archive is not None) == ("sha256" in said)


@pytest.mark.parametrize(
    "text",
    [
        KEEPER + 'CMD ["keepalived"]\n',
        "FROM a AS b\nRUN x\nFROM debian:12\nCOPY --from=b /x /x\n",
        "FROM $NOWHERE\nRUN x\n",
        "FROM debian:12\nRUN <<EOF\napt-get update\nEOF\n",
        "RUN x\n",
    ],
)
def test_what_the_language_cannot_write_anew_is_none_of_ours(text: str) -> None:
    assert not recipe(text).is_ours


def test_a_document_inside_is_no_instruction() -> None:
    source = Source("Dockerfile", "FROM a\nRUN <<-EOF\nUSER no\n\tEOF\nUSER yes\n")
    assert [each.rest for each in READER.read(source, NOTHING, Report()).lines][1:] == [
        "<<-EOF",
        "yes",
    ]


@pytest.mark.parametrize(
    ("name", "text", "claimed"),
    [
        ("Dockerfile", KEEPER, True),
        ("x", KEEPER, True),
        ("x", "from the beginning\nRUN away\n", True),
        ("notes.md", "# A title\n\nFROM here on\n", False),
        ("x.sql", "FROM t\nSELECT 1\n", False),
        ("Dockerfile", "RUN x\n", False),
    ],
)
def test_a_dockerfile_is_known_by_its_first_instruction(
    name: str, text: str, claimed: bool
) -> None:
    assert bool(READER.claims(name, text)) == claimed


@given(st.lists(st.sampled_from([*KEEPER.splitlines(True), "RUN <<A\n", "A\n", "\\\n", "\ufeff"])))
def test_any_lines_are_read_and_written_back(lines: list[str]) -> None:
    source = Source("Dockerfile", "".join(lines))
    document = READER.read(source, NOTHING, Report())
    assert READER.write(document) == source.text
    for fact in READER.see(document):
        assert fact.span.text in source.text


@pytest.mark.parametrize("folder", ["./keeper", "{context: keeper}"])
def test_an_image_that_a_service_is_built_as_is_carried(folder: str) -> None:
    runs = ours('"k:1" by keepalived').partition("\n\n")[2]
    files = {
        "compose.yml": COMPOSED.format(folder),
        "keepalived.conf": HELD,
        "keeper/Dockerfile": KEEPER + runs,
    }
    ((text, left),) = lifted(files)
    assert 'image "local/keeper:1"' in text
    block = 'base "debian:12-slim" packages procps, less verbatim "ENV TZ=UTC LANG=C"'
    assert f'image keeper as "local/keeper:1" by keepalived {{ {block} }}' in text
    assert not [each for each in left if "Docker" in each or "built" in each]


def test_an_image_that_does_more_is_named() -> None:
    files = {
        "compose.yml": COMPOSED.format("keeper"),
        "keepalived.conf": HELD,
        "keeper/Dockerfile": "FROM a AS b\nRUN x\nFROM c\nCOPY --from=b /x /x\n",
    }
    ((text, left),) = lifted(files)
    assert "image keeper" not in text
    assert [each for each in left if "Dockerfile" in each and "does more" in each]
