"""What haproxy.cfg says, and what it never says."""

import re

import pytest

from dbstackc.base.report import Report
from dbstackc.emit.load import load
from tests.artifacts import artifacts, topology
from tests.unit.haproxy.stack import TEXT, files, sections, servers

FILES = files()
H1 = sections(FILES["h1"])


def test_one_server_takes_the_writes_and_the_others_wait() -> None:
    for door in ("listen write", "listen gwrite"):
        found = servers(H1[door])
        assert len(found) == 3
        first, *others = found.values()
        assert "backup" not in first and first[-1] == "shutdown-backup-sessions"
        assert all("backup" in words for words in others)


def test_reads_go_to_replicas_and_fall_back_to_whoever_answers() -> None:
    door, last = H1["listen read"], H1["backend read:any"]
    assert list(servers(door)) == ["r2", "r3"]
    assert "use_backend read:any if { nbsrv(read) eq 0 }" in door
    assert [name for name, words in servers(last).items() if "backup" in words] == ["r2", "r3"]
    assert list(servers(last)) == ["r1", "r2", "r3"]
    assert not any("shutdown-backup-sessions" in line for line in last)


def test_every_galera_node_reads() -> None:
    assert not any("backup" in words for words in servers(H1["listen gread"]).values())
    assert "balance first" in H1["listen gread"]


def test_a_server_is_reached_as_the_model_says() -> None:
    assert servers(H1["listen gwrite"])["g2"][0] == "10.0.0.2:9101"
    assert servers(H1["listen sql"])["m2"][0] == "10.0.0.2:8066"
    assert servers(H1["listen far"])["e6"][0] == "[fd00::6]:3306"
    assert servers(H1["listen gwrite"])["g2"][1:6] == ["check", "weight", "7", "maxconn", "9"]


def test_a_name_is_looked_up_while_running() -> None:
    inner = sections(FILES["h2"])
    near, far = (servers(inner["backend stats:any"])[name] for name in ("q1", "q2"))
    assert near[0] == "q1:3306"
    assert "resolvers docker init-addr none" in " ".join(near)
    assert far[0] == "10.0.0.2:9011" and "resolvers" not in far
    assert "nameserver dns 127.0.0.11:53" in inner["resolvers docker"]
    assert not [head for head in H1 if head.startswith("resolvers")]


def test_every_checked_server_loses_its_sessions_when_it_is_down() -> None:
    for head, lines in H1.items():
        if not servers(lines):
            continue
        checked = any(line.startswith("default-server") for line in lines)
        assert checked == (head != "listen blind")
        assert all(("check" in words) == checked for words in servers(lines).values())
        if checked:
            assert any("on-marked-down shutdown-sessions" in line for line in lines)
    (settings,) = [line for line in H1["listen far"] if line.startswith("default-server")]
    assert "inter 500ms fastinter 500ms fall 3 rise 2" in settings


def test_each_check_asks_what_its_door_needs() -> None:
    def said(head: str) -> str:
        return " ".join(line for line in H1[head] if "check" in line and "server" not in line)

    assert "read_only OFF" in said("listen write")
    assert "read_only ON" in said("listen read")
    assert "answers" in said("backend read:any") and "read_only O" not in said("backend read:any")
    assert "synced" in said("listen gwrite") and "maintenance" in said("listen gread")
    assert "greeting" in said("listen sql") and "login" not in said("listen sql")
    assert said("listen far") == "option mysql-check user me"
    assert said("listen open") == "option tcp-check"
    assert said("listen blind") == ""


def test_a_check_logs_in_as_the_clusters_own_account_by_a_plugin_that_its_server_has() -> None:
    native, newer = b"asker\0\0mysql_native_password", b"asker\0\0caching_sha2_password"
    assert native.hex() in " ".join(H1["listen gwrite"])
    late = " ".join(sections(FILES["h2"])["listen stats"])
    assert newer.hex() in late and native.hex() not in late


def test_time_has_a_unit() -> None:
    lines = H1["defaults"]
    for said in ("connect 5s", "queue 5s", "client 90m", "server 8h", "check 1500ms"):
        assert f"timeout {said}" in lines
    assert "maxconn 1234" in H1["global"]


def test_nothing_is_said_that_a_container_chokes_on() -> None:
    for text in FILES.values():
        assert not re.search(r"^\s*(daemon|chroot|nbproc|user|group|stats admin)\b", text, re.M)
        assert text.endswith("\n") and "\r" not in text and "\t" not in text
        assert "log stdout format raw local0 info" in text


def test_the_root_that_opens_low_ports_of_a_host_serves_nobody() -> None:
    assert {"uid 99", "gid 99"} <= set(sections(FILES["h3"])["global"])
    for name in ("h1", "h2"):
        assert not [line for line in sections(FILES[name])["global"] if "id 99" in line]


def test_the_status_page_has_a_password_or_is_for_the_host_alone() -> None:
    assert 'stats auth "admin:@@secret.stats@@"' in H1["frontend stats"]
    assert "bind :8888" in H1["frontend stats"]
    assert r'stats uri "/st atus#x\$y\"z\\"' in H1["frontend stats"]
    assert "bind 127.0.0.1:8080" in sections(FILES["h3"])["frontend stats"]
    assert "bind :80" in sections(FILES["h2"])["frontend stats:page"], "a door has the name"


def test_only_a_file_with_a_hole_says_how_it_is_filled() -> None:
    for each in artifacts(topology(TEXT), "haproxy").values():
        assert each.escape == ("haproxy" if "@@secret." in each.text else "")
        assert each.title and each.mode == 0o644


def test_verbatim_lines_are_kept_where_they_belong() -> None:
    assert H1["global"][-1] == "tune.bufsize 32768"
    assert H1["listen read"][-1] == "option nolinger"


def test_doc_comments_come_along() -> None:
    assert FILES["h1"].startswith('# The "front" # door: $HOME \\ 门\nglobal\n')
    assert "\n# Writes.\nlisten write\n" in FILES["h1"]


def test_each_line_remembers_the_words_that_made_it() -> None:
    made = artifacts(topology(TEXT), "haproxy")["hosts/vm1/haproxy/h1.cfg"]
    lines = made.text.splitlines()

    def caused(start: str) -> str:
        number = next(i for i, line in enumerate(lines, 1) if line.strip().startswith(start))
        return next(span.text for at, span in reversed(made.trace) if at <= number)

    assert caused("server g2 ") == "vm[1..3]:9101"
    assert caused("server e6 ") == "e6"
    assert caused("bind :13310") == "13310"
    assert caused("maxconn 1234") == "1234"
    assert caused("option mysql-check") == "check"
    numbers = [at for at, _ in made.trace]
    assert numbers == sorted(set(numbers)) and numbers[-1] <= len(lines)


def test_the_same_topology_gives_the_same_bytes() -> None:
    assert files() == FILES


@pytest.mark.parametrize("word", ["a", "10.0.0.1:3306", "{", "}", "^.{6}000A", "a;b", "q?"])
def test_a_plain_word_stays_plain(word: str) -> None:
    assert load("haproxy.words").quote(word) == word


def test_a_balancer_without_doors_is_a_file_too() -> None:
    (only,) = files("host a at 10.0.0.1\nhaproxy h on a { stats on 8080 }").values()
    assert list(sections(only)) == ["global", "defaults", "frontend stats"]


def test_nothing_is_reported() -> None:
    report = Report()
    list(load("haproxy").TARGET.lower(topology(TEXT), report))
    assert not len(report)
