"""MyCat files that mean harm: read in time that grows with their length, and nothing is opened."""

from pathlib import Path

import pytest

from dbstackc.base.source import Source
from dbstackc.work.lint import lint_sources

HEAD = '<!DOCTYPE mycat:schema SYSTEM "schema.dtd">\n<mycat:schema xmlns:mycat="http://io.mycat/">'

BOMB = """<?xml version="1.0"?>
<!DOCTYPE mycat:schema [
  <!ENTITY a "aaaaaaaaaa"> <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"> <!ENTITY c "&b;&b;&b;&b;&b;&b;">
  <!ENTITY d "&c;&c;&c;&c;&c;&c;"> <!ENTITY e "&d;&d;&d;&d;&d;&d;"> <!ENTITY f "&e;&e;&e;&e;&e;">
  <!ENTITY secret SYSTEM "file:///etc/hostname">
]>
<mycat:schema xmlns:mycat="http://io.mycat/"><schema name="&f;" dataNode="&secret;"/></mycat:schema>
"""

TEXTS = {
    "an entity bomb": BOMB,
    "a deep nest": HEAD + "<schema>" * 20_000,
    "tags that never end": HEAD + "<table a='" * 50_000,
    "comments that never end": HEAD + "<!-- " * 100_000,
    "doctypes that never end": "<!DOCTYPE mycat:schema [ <!-- ' " * 50_000,
    "closing tags of nothing": HEAD + "<a>" * 5_000 + "</b>" * 100_000,
    "one long line": HEAD + '<table name="' + "a," * 200_000 + '" dataNode="dn$1-99999999"/>',
    "blanks": HEAD + "<table" + " " * 500_000,
    "nulls": HEAD + "\x00" * 10_000 + "\r" * 10_000,
    "ranges of ranges": HEAD
    + '<dataNode name="dn$1-9999" dataHost="h$1-9999" database="d$1-9999"/></mycat:schema>',
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_it_is_judged_as_any_file(text: str) -> None:
    found = lint_sources([Source("schema.xml", text)], "mycat-schema").found
    assert found
    told = "".join(str(each) for each in found)
    assert "aaaaaaaaaaaaaaaaaaaa" not in told
    assert Path("/etc/hostname").read_text().strip() not in told.split()
