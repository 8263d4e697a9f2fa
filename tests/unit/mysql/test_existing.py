"""Option files that exist: what they say, and what no server takes of them."""

import pytest

from dbstackc.base.diagnostic import Level
from dbstackc.base.source import Source
from dbstackc.lint.facts.machine import Options
from dbstackc.lint.reader import Text, readers
from dbstackc.work.lint import Linted, lint, lint_sources


def linted(text: str, **others: str) -> Linted:
    """Lint an option file, with others beside it that it may include."""
    beside = {name: Source(name, said) for name, said in others.items()}
    return lint([Text(Source("my.cnf", text), beside.get)], kind="options")


def said(text: str, group: str = "mysqld", **others: str) -> dict[str, str]:
    """Return the options of a group."""
    (fact,) = (
        fact
        for read in linted(text, **others).stacks[0].reads
        for fact in read.facts
        if isinstance(fact, Options)
    )
    return {name: value.text for name, value in fact.groups.get(group, {}).items()}


def told(text: str) -> list[tuple[int, str]]:
    """Return the lines and the rules of what is told."""
    return [
        (text.count("\n", 0, found.primary.span.start) + 1, found.rule)
        for found in lint_sources([Source("my.cnf", text)], kind="options").found
        if found.primary is not None
        and found.rule.startswith("mysql/")
        and found.level <= Level.ERROR
    ]


VALUES = {
    "plain": ("a=b", "b"),
    "spaces around": ("  a  =  b c \t", "b c"),
    "a comment after it": ("a=b # c", "b"),
    "a comment in the middle of a word": ("a=pa#ss", "pa"),
    "a hash in quotes": ('a="pa#ss"', "pa#ss"),
    "other quotes": ("a='b'", "b"),
    "quotes in the middle": ("a=b'#'c", "b'#'c"),
    "a quote alone": ("a='b", "'b"),
    "escapes": (r"a=\s\tb\"\\c\q", " \tb\"\\c\\q"),
    "nothing": ("a=", ""),
    "two signs": ("a=b=c", "b=c"),
}  # fmt: skip


@pytest.mark.parametrize("name", VALUES)
def test_a_value_is_what_the_server_reads(name: str) -> None:
    line, value = VALUES[name]
    assert said(f"[mysqld]\n{line}\n") == {"a": value}


def test_names_are_one_whatever_stands_between_their_words() -> None:
    text = "[mysqld]\nloose-max_connections=5\nMAX-CONNECTIONS=6\nskip-name-resolve\n"
    assert said(text) == {"max_connections": "6", "skip_name_resolve": ""}


def test_groups_are_apart_and_may_go_on_later() -> None:
    text = "[MYSQLD]\na=1\n[client]\na=2\n[mysqld ] x\nb=3\n[ mysqld]\nc=4\n"
    assert said(text) == {"a": "1", "b": "3"}
    assert said(text, "client") == {"a": "2"}


def test_an_included_file_is_read_at_its_place() -> None:
    text = "[mysqld]\na=1\nb=1\n!include more.cnf\nb=3\n!includedir conf.d\n!include gone.cnf\n"
    more = {"more.cnf": "[mysqld]\na=2\nb=2\n!include my.cnf\n!include more.cnf\n"}
    assert said(text, "mysqld", **more) == {"a": "2", "b": "3"}


REFUSED = {
    "a slip": ("[mysqld]\n\nmax_conections=5\n", 3, "unknown-option"),
    "a slip with dashes": ("[mysqld]\nmax-conections=5\n", 2, "unknown-option"),
    "a slip behind skip": ("[mysqld]\nskip-name-resolv3\n", 2, "unknown-option"),
    "a slip of a version's group": ("[mysqld-8.0]\ncolour=1\n", 2, "unknown-option"),
    "words": ("[mysqld]\nmax connections = 5\n", 2, "unknown-option"),
    "a unit's name": ("[mysqld]\nmax_connections = 5 MB\n", 2, "wrong-value"),
    "hours": ("[mysqld]\nwait_timeout=8h\n", 2, "wrong-value"),
    "no value": ("[mysqld]\nmax_connections\n", 2, "wrong-value"),
    "a format": ("[mysqld]\nbinlog_format=LINE\n", 2, "wrong-value"),
    "a character set": ("[mysqld]\ncharacter-set-server=utf9\n", 2, "wrong-value"),
    "an isolation": ("[mysqld]\ntransaction_isolation=READ_COMMITTED\n", 2, "wrong-value"),
    "an open group": ("[mysqld\nport=3306\n", 1, "not-an-option"),
    "no group": ("# a\nport=3306\n[mysqld]\n", 2, "not-an-option"),
    "nothing to include": ("[mysqld]\n!include\n", 2, "not-an-option"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_server_takes_is_told_where_it_stands(name: str) -> None:
    text, line, rule = REFUSED[name]
    assert (line, f"mysql/{rule}") in told(text)


TAKEN = """\
[mysqld]
loose_no_such = 1
loose-no-such-2
query_cache_size = 0
gtid-mode = ON
wsrep_on = ON
disable-log-bin
max_connect=5
max_connections=10K
innodb_buffer_pool_size=512MB
long_query_time=0.5
binlog_format=row
binlog_format=2
validate_password_policy=LOW
group_replication_start_on_boot=OFF
character_set_server=utf8mb4
server_id={{ id }}
port=${PORT}
[client]
colour=1
[mysqldump]
speed=5
[ mysqld ]
speed=5
"""


def test_what_some_server_takes_is_left_alone() -> None:
    assert told(TAKEN) == []


@pytest.mark.parametrize(
    "text",
    [
        "#!/bin/sh\ncat > my.cnf <<EOF\n[mysqld]\ncolour=1\nEOF\n",
        "- hosts: db\n  vars: |\n[mysqld]\n[client]\n",
    ],
    ids=["script", "recipe"],
)
def test_what_holds_an_option_file_is_none(text: str) -> None:
    (reader,) = (each for each in readers() if each.kind == "options")
    assert reader.claims("setup", text) == 0
    assert reader.claims("my.cnf", text.partition("EOF\n")[2] or "a=1\n[mysqld]\n") > 50


def test_a_template_is_judged_when_it_is_filled() -> None:
    assert told("[mysqld]\n{% if a %}\nspeed=5\n{% endif %}\n") == []


def test_a_program_ends_at_the_first_line_that_is_none() -> None:
    assert told("a=1\nb=2\n[mysqld]\n") == [(1, "mysql/not-an-option")]


def test_a_fix_keeps_the_dashes_of_its_writer() -> None:
    (found,) = linted("[mysqld]\nmax-conections=5\n").found
    assert found.fix is not None
    assert [edit.text for edit in found.fix.edits] == ["max-connections"]


def test_no_password_is_shown() -> None:
    text = '[mysqld]\nwsrep_sst_auth="root:geh#eim"\n[client]\npassword=gehe#im\n'
    reads = linted(text).stacks[0].reads
    (read,) = reads
    assert [span.text for span in read.reader.secrets(read.document)] == ["root:geh#eim", "gehe"]
