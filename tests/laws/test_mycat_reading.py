"""Laws of reading MyCat's files: nothing is lost, nothing is raised, and places are exact."""

from hypothesis import given
from hypothesis import strategies as st

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.lint.reader import Context, readers
from dbstackc.lint.xml import parse
from targets.mycat.see import see

READERS = [reader for reader in readers() if reader.kind.startswith("mycat-")]

PIECES = st.sampled_from(
    [
        "<", ">", "/>", "</table>", "<table ", 'name="t,u" ', "name='a&amp;b' ", "<!--", "-->",
        "<![CDATA[", "]]>", "<?xml", "?>", "<!DOCTYPE mycat:schema [", "]>", "&#65;", "&lol;", "\r",
        "\n", "\x00", "\ufeff", "$1-3", 'dataNode="dn$1-3" ', "<dataHost ", "<writeHost ", "schema",
        '<property name="password">', "</property>", "\U0001f40b", "=", '"', "'", " ", "<user ",
        'url="a:1" ', "\ud800", "dn$1-999999999", "<mycat:schema>", "<childTable ",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60)


@given(TEXTS, st.booleans())
def test_what_is_read_is_written_and_nothing_is_raised(text: str, fragment: bool) -> None:
    for reader in READERS:
        source = Source(reader.example, text)
        reader.claims(reader.example, text)
        context = Context(lambda name: None, fragment=fragment)
        document = reader.read(source, context, Report())
        assert reader.write(document) == text
        for fact in reader.see(document):
            assert 0 <= fact.name.span.start <= fact.name.span.end <= len(text)
        for span in reader.secrets(document):
            assert 0 <= span.start <= span.end <= len(text)


@given(TEXTS)
def test_an_attribute_stands_where_it_is_said_to(text: str) -> None:
    for element in parse(Source("schema.xml", text), "schema").elements:
        assert text[element.tag.start : element.tag.start + 1] == "<"
        assert element.name_at.text == element.name
        for attribute in element.attributes.values():
            assert attribute.name_at.text == attribute.name
            assert text[attribute.at.start - 1] == text[attribute.at.end]
            if "&" not in attribute.at.text and not set(attribute.at.text) & set("\r\n\t"):
                assert attribute.value == attribute.at.text


NAMES = st.text("abcXY_-", min_size=1, max_size=6)


@given(st.lists(NAMES, min_size=1, max_size=4), NAMES, st.integers(0, 3), st.integers(0, 5))
def test_lists_and_ranges_are_what_was_written(
    names: list[str], prefix: str, low: int, more: int
) -> None:
    text = (
        f'<schema name="s"><table name="{",".join(names)}" '
        f'dataNode="x, {prefix}${low}-{low + more}"/></schema>'
    )
    (schema,) = see(parse(Source("schema.xml", text), "schema", fragment=True))
    assert [table.name.text for table in schema.tables] == names  # type: ignore[attr-defined]
    for table in schema.tables:  # type: ignore[attr-defined]
        assert table.name.span.text == table.name.text
        nodes = [node.text for node in table.nodes]
        assert nodes == ["x", *(f"{prefix}{number}" for number in range(low, low + more + 1))]
