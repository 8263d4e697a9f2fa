"""Laws of reading haproxy.cfg and keepalived.conf: nothing is lost, nothing is raised."""

from hypothesis import given
from hypothesis import strategies as st

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.lint.reader import Context, readers

READERS = [reader for reader in readers() if reader.kind in ("haproxy", "keepalived")]

PIECES = st.sampled_from(
    [
        "{", "}", " {\n", "\n}\n", '"', "'", "!", "#", "\\", "\\\n", "\n", "\r\n", "\t", " ",
        "\x00", "\ufeff", "\ud800", "\U0001f40b", "$A=", "$A", "${A}", "$_HASH", "${", "$",
        "@one ", "@^", "@", "~SEQ(A, 1, 3) ", "~SEQx(", "~LST({A,B}, {1,2}) ", "~LST(",
        "include x\n", "vrrp_instance ", "vrrp_script a", "virtual_ipaddress", "track_script",
        "10.0.0.1/24", "virtual_router_id ", "auth_pass ", "authentication", "priority 999",
        "real_server 1 ", "virtual_server ", "state ", "global\n", "defaults a\n", "listen a\n",
        "from ", "backend ", "server a 1:2 ", "check ", ".if ", ".else\n", ".endif\n",
        "default-server ", "bind :1\n", "option ", "stats auth a:b\n", "timeout ",
        "userlist u\n", "user a password ", "-1", "0x", "99999999999999999999",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60)


@given(TEXTS, st.booleans())
def test_what_is_read_is_written_and_nothing_is_raised(text: str, fragment: bool) -> None:
    for reader in READERS:
        source = Source(reader.example, text)
        assert 0 <= reader.claims(reader.example, text) <= 100
        report = Report()
        document = reader.read(source, Context(lambda name: None, fragment=fragment), report)
        assert reader.write(document) == text
        for fact in reader.see(document):
            assert 0 <= fact.name.span.start <= fact.name.span.end <= len(text)
            assert 0 <= fact.span.start <= fact.span.end <= len(text)
        for span in reader.secrets(document):
            assert 0 <= span.start <= span.end <= len(text)
        for found in report:
            assert found.primary is not None
            assert 0 <= found.primary.span.start <= found.primary.span.end <= len(text)
