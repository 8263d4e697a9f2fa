"""Laws of reading what Prometheus and systemd are set to: nothing is lost, nothing is raised."""

from hypothesis import given
from hypothesis import strategies as st

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.lint.reader import Context, readers

READERS = [reader for reader in readers() if reader.kind in ("prometheus", "units", "copies")]

PIECES = st.sampled_from(
    [
        "global:\n", "  scrape_interval: 15s\n", "scrape_configs:\n", "  - job_name: a\n",
        "    static_configs:\n", "      - targets: ['a:1', b]\n", "        labels: {a: b}\n",
        "alerting:\n", "  alertmanagers:\n", "    - static_configs: [{targets: [1.2.3.4:9093]}]\n",
        "rule_files: [a.yml]\n", "groups:\n", "  - name: a\n", "    rules:\n", "    - alert: A\n",
        "      expr: up == 0\n", "    basic_auth: {password: hunter2}\n", "&a ", "*a", "<<: *a\n",
        "[Timer]\n", "[Service]\n", "OnCalendar=*-*-* 03:15:00\n", "ExecStart=/a/backup.sh %i\n",
        "ExecStart=\n", "Environment=A=b\n", "\\\n", "; a\n", " = ", "=",
        "a\tb\tc\tmember\tfiles\td\te\t/f\t7s\t1\t2\tno\t-\n", "a\tb\tc\tmember",
        "[", "]", "{", "}", "'", '"', "|\n", "- ", ": ", "\n", "\r\n", "\t", "\x00", "\ufeff",
        "\ud800", "\U0001f40b", "!!python/object:os.system ", "# a\n", "---\n", "...\n", "null",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60)


@given(TEXTS, st.booleans())
def test_what_is_read_is_written_and_nothing_is_raised(text: str, fragment: bool) -> None:
    for reader in READERS:
        source = Source(reader.example, text)
        assert 0 <= reader.claims(reader.example, text) <= 100
        document = reader.read(source, Context(lambda _: None, fragment=fragment), Report())
        assert reader.write(document) == text
        for fact in reader.see(document):
            assert 0 <= fact.name.span.start <= fact.name.span.end <= len(text)
            assert 0 <= fact.span.start <= fact.span.end <= len(text)
        for span in reader.secrets(document):
            assert 0 <= span.start <= span.end <= len(text)
