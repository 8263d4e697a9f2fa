"""Laws of reading firewalls' files: nothing is lost, nothing is raised."""

from ipaddress import ip_network

from hypothesis import given
from hypothesis import strategies as st

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.lint.facts.wall import Wall
from dbstackc.lint.reader import Context, readers

READERS = [reader for reader in readers() if reader.kind in ("nftables", "firewalld")]

PIECES = st.sampled_from(
    [
        "table inet a {\n", "table a\n", "chain c {\n", "}\n", "{", "}", ";", "\n", "\\\n", '"',
        "type filter hook input priority 0; policy drop;\n", "policy accept\n", "# no\n", "@s ",
        "set s {\nelements = { 10.0.0.1, 10.0.0.0/8 }\n}\n", "define d = { 22, 80-90 }\n", "$d ",
        "define e = $e\n", "ip saddr ", "ip6 saddr fd00::/8 ", "10.0.0.1-10.0.0.9 ", "::1-1.1.1.1 ",
        "tcp dport ", "22 ", "ssh ", "0 ", "99999 ", "!= ", "meta l4proto ", "vrrp ",
        "{ tcp, udp } ",
        "th dport ", "accept\n", "drop\n", "reject with tcp reset\n", "jump c\n", "return\n", ", ",
        "add rule inet a c ", "insert rule inet a c ", "flush table inet a\n", "flush ruleset\n",
        "add element inet a s { 10.0.0.3 }\n", "delete chain inet a c\n", "include \"x\"\n",
        "ct state ", "vmap { new : drop } ", "established,related ", "icmp type ", "echo-request ",
        "iifname ", "lo ", 'comment "x" ', "counter packets 1 bytes 2 ", "log ", "\x00", "\ud800",
        "<zone", "<policy", ' target="DROP"', ">", "/>", "</zone>", "<interface name='a'/>",
        "<rule>",
        '<source address="10.0.0.0/8"/>', "<accept/>", "</rule>",
        '<port port="1-9" protocol="tcp"/>',
        '<service name="ssh"/>', '<egress-zone name="ANY"/>', '<icmp-type name="echo-request"/>',
        "<!--", "-->", '<protocol value="vrrp"/>', '<rule family="ipv9">',
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
        assert not list(report)
        for fact in reader.see(document):
            assert isinstance(fact, Wall)
            spans = [fact.name.span, fact.span, *(each.span for each in fact.others)]
            for let in fact.lets:
                spans += [let.span, *(each.span for each in let.sources)]
                assert 0 <= let.first <= let.last <= 65535
                assert all(ip_network(each.text) for each in let.sources) and let.sources
            assert all(0 <= span.start <= span.end <= len(text) for span in spans)
        assert [*reader.secrets(document)] == []
