"""Laws of reading a registry's files: nothing is lost, nothing is raised."""

from hypothesis import given
from hypothesis import strategies as st

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.lint.reader import Context, readers

READERS = [reader for reader in readers() if reader.kind in ("registry", "htpasswd")]

PIECES = st.sampled_from(
    [
        "version: 0.1\n", "storage:\n", "  filesystem: {rootdirectory: /x}\n", "http:\n", ": ",
        "  secret: abc\n", "auth: &a [*a]\n", "- ", "{", "}", "\n", "\t", "#", "\x00", "\ud800",
        "user:$2y$05$abc\n", "other:{SHA}abc=\r\n", "x:@@secret.hub@@\n", "::\n", ":$2", "é",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60)


@given(TEXTS)
def test_what_is_read_is_written_and_nothing_is_raised(text: str) -> None:
    assert len(READERS) == 2
    for reader in READERS:
        source = Source(reader.example, text)
        assert 0 <= reader.claims(reader.example, text) <= 100
        report = Report()
        document = reader.read(source, Context(lambda name: None), report)
        assert reader.write(document) == text
        assert not list(report)
        for fact in reader.see(document):
            assert 0 <= fact.name.span.start <= fact.name.span.end <= len(text)
            assert 0 <= fact.span.start <= fact.span.end <= len(text)
        for span in reader.secrets(document):
            assert 0 <= span.start < span.end <= len(text)


def test_hashes_are_hidden_and_accounts_are_not() -> None:
    (reader,) = (each for each in READERS if each.kind == "htpasswd")
    text = "# who\npuller:$2y$05$abc\nno line\nsecond:{SHA}xyz=\n"
    document = reader.read(Source("users", text), Context(lambda name: None), Report())
    assert [span.text for span in reader.secrets(document)] == ["$2y$05$abc", "{SHA}xyz="]
    assert [fact.name.text for fact in reader.see(document)] == ["puller", "second"]
    assert reader.claims("users", text) >= 50
    assert reader.claims("users", "root:x:0:0:root:/root:/bin/sh\n") == 0
