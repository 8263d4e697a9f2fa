"""What keepalived.conf says: on what holders agree, on what they differ, and what is refused."""

import re

import pytest

from dbstackc.base.diagnostic import Diagnostic
from dbstackc.base.report import Report
from dbstackc.emit.load import load
from tests.artifacts import artifacts, topology

HEAD = """
secret vrrp, other from env
host a, b, c at 10.0.0.[1..3] on ens3
network net { driver bridge; subnet 172.18.0.0/16 }
external e at 172.18.0.2:3306
"""

PAIR = """
haproxy h[1..3] on a, b, c { listen sql on 13306 to e }
## The "door" # of all.
vip door at 10.0.0.100/24 to h[1..3] { router 51; auth secret.vrrp }
vip late at 10.0.0.101/24 to h3, h2, h1 { preempt yes; beat 2s; verbatim "garp_master_refresh 60" }
"""

BRIDGE = """
haproxy h[1..2] at 172.18.0.[7..8] in net on a { listen sql on 3306 to e }
vip inner at 172.18.0.201 on eth0 to h[1..2]
vip outer at 10.0.0.150 to a { forward 3306, 8888 to inner by wlc as NAT { sticky 1500ms } }
"""


def _files(text: str) -> dict[str, str]:
    made = artifacts(topology(HEAD + text), "keepalived")
    return {path: each.text for path, each in made.items()}


def _block(text: str, head: str) -> str:
    """Return what stands between the braces of an outermost block."""
    found = re.search(rf"^{re.escape(head)} \{{\n(.*?)^\}}", text, re.M | re.S)
    assert found, head
    return found[1]


def _said(block: str, word: str) -> str:
    (found,) = re.findall(rf"^\s+{word}\b ?(.*)", block, re.M)
    return str(found)


def _inner(block: str, head: str) -> list[str]:
    found = re.search(rf"^    {head} \{{\n(.*?)^    \}}", block, re.M | re.S)
    assert found, head
    return found[1].split()


def _reported(text: str) -> list[Diagnostic]:
    report = Report()
    list(load("keepalived").TARGET.lower(topology(HEAD + text), report))
    return list(report)


def test_each_host_has_one_file_with_all_its_vips() -> None:
    found = _files(PAIR)
    assert list(found) == [f"hosts/{name}/keepalived/host.conf" for name in "abc"]
    for text in found.values():
        heads = re.findall(r"^(\w+ ?\w*) \{", text, re.M)
        assert heads == [
            "global_defs",
            "vrrp_script port_13306",
            "vrrp_script door_lease",
            "vrrp_script late_lease",
            "vrrp_instance door",
            "vrrp_instance late",
        ]


def test_a_balancer_inside_a_bridge_has_a_file_of_its_own() -> None:
    found = _files(BRIDGE)
    names = ["hosts/a/keepalived/h1.conf", "hosts/a/keepalived/h2.conf"]
    assert list(found) == [*names, "hosts/a/keepalived/host.conf"]
    inner = _block(found[names[0]], "vrrp_instance inner")
    assert _said(inner, "unicast_src_ip") == "172.18.0.7"
    assert _inner(inner, "unicast_peer") == ["172.18.0.8"]
    assert _inner(inner, "virtual_ipaddress") == [
        *("172.18.0.201/32", "dev", "eth0", "label", "eth0:201")
    ]
    assert _said(_block(found[names[1]], "global_defs"), "router_id") == "h2"


@pytest.mark.parametrize("name", ["door", "late"])
def test_holders_agree_on_router_beat_version_and_password_and_differ_in_priority(
    name: str,
) -> None:
    blocks = [_block(text, f"vrrp_instance {name}") for text in _files(PAIR).values()]
    for word in ("state", "virtual_router_id", "advert_int", "version"):
        assert len({_said(block, word) for block in blocks}) == 1, word
    assert len({"".join(re.findall("auth_pass.*", block)) for block in blocks}) == 1
    assert len({_said(block, "priority") for block in blocks}) == 3


def test_peers_are_exactly_the_others() -> None:
    addresses = {"10.0.0.1", "10.0.0.2", "10.0.0.3"}
    for text in _files(PAIR).values():
        block = _block(text, "vrrp_instance door")
        own = _said(block, "unicast_src_ip")
        assert set(_inner(block, "unicast_peer")) == addresses - {own}
        assert "check_unicast_src" in block


def test_a_silent_door_is_a_fault_and_not_a_lower_priority() -> None:
    for text in _files(PAIR).values():
        assert "weight" not in text
        watch = _block(text, "vrrp_script port_13306")
        assert "exec 3<>/dev/tcp/127.0.0.2/13306 && echo show info" in _said(watch, "script")
        assert "init_fail" in watch
        for name in ("door", "late"):
            assert _inner(_block(text, f"vrrp_instance {name}"), "track_script") == [
                "port_13306",
                f"{name}_lease",
            ]
        assert {"enable_script_security", "script_user"} <= set(text.split())


def test_an_address_is_lent_for_as_long_as_another_waits_to_take_it() -> None:
    for text in _files(PAIR).values():
        for name, address, seconds in (
            ("door", "10.0.0.100/24 dev ens3", 3),
            ("late", "10.0.0.101/24 dev ens3", 6),
        ):
            block = _block(text, f"vrrp_instance {name}")
            mark = f"ens3:{_said(block, 'virtual_router_id')}"
            assert " ".join(_inner(block, "virtual_ipaddress")) == f"{address} label {mark}"
            script = _said(_block(text, f"vrrp_script {name}_lease"), "script")
            assert f"ip a change {address} valid_lft {seconds} preferred_lft {seconds};" in script
            # what a late renewal made has no label, and goes again
            assert f"has() {{ read -r _ < <(ip -o a show label {mark}); }}; if has;" in script
            assert f"has || ip a del {address}; fi; true" in script


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("router 51;", 'router 51; image "osixia/keepalived:alpine";'),
        ("on ens3", "on enx0011223344"),
        (PAIR, "vip door at 10.0.0.100/24 to a, b { router 51 }"),
    ],
    ids=["no bash", "no room for a label", "nothing is tracked"],
)
def test_where_nobody_could_tell_a_late_renewal_nothing_is_lent(old: str, new: str) -> None:
    files = artifacts(topology((HEAD + PAIR).replace(old, new)), "keepalived")
    made = files["hosts/a/keepalived/host.conf"].text
    assert "door_lease" not in made and "label" not in _block(made, "vrrp_instance door")


def test_an_image_without_bash_asks_by_nc() -> None:
    text = PAIR.replace("router 51", 'router 51; image "osixia/keepalived:alpine"')
    assert "/usr/bin/nc -w 1 127.0.0.2 13306" in next(iter(_files(text).values()))
    watched = text.replace("router 51;", "router 51; track 9;")
    assert "/usr/bin/nc -z -w 1 127.0.0.1 9" in next(iter(_files(watched).values()))


def test_what_is_no_balancers_is_only_knocked_at() -> None:
    text = PAIR.replace("router 51;", "router 51; track 9;")
    block = _block(next(iter(_files(text).values())), "vrrp_script port_9")
    assert _said(block, "script") == "\"/bin/bash -c '</dev/tcp/127.0.0.1/9'\""


def test_all_begin_as_backup_and_keep_what_they_have_unless_told_to_give_it_back() -> None:
    for text in _files(PAIR).values():
        assert "MASTER" not in text
        assert "nopreempt" in _block(text, "vrrp_instance door")
        assert "preempt" not in _block(text, "vrrp_instance late")


def test_a_beat_that_version_2_cannot_say_takes_version_3() -> None:
    for beat, version, printed in (("1s", "2", "1"), ("2s", "2", "2"), ("1500ms", "3", "1.5")):
        text = PAIR.replace("router 51; auth secret.vrrp", f"router 51; beat {beat}")
        block = _block(_files(text)["hosts/a/keepalived/host.conf"], "vrrp_instance door")
        assert (_said(block, "version"), _said(block, "advert_int")) == (version, printed)
    (six,) = _files("vip six at [fd00::9]/64 to a").values()
    assert _said(_block(six, "vrrp_instance six"), "version") == "3"
    assert "fd00::9/64 dev ens3" in six


def test_a_password_that_has_no_effect_is_told() -> None:
    text = PAIR.replace("auth secret.vrrp", "auth secret.vrrp; beat 200ms")
    (told,) = _reported(text)
    assert told.rule == "keepalived/no-auth" and told.primary
    assert not any("@@secret" in each for each in _lenient(text))
    assert _reported(PAIR) == []


def _lenient(text: str) -> list[str]:
    target = load("keepalived").TARGET
    made = target.lower(topology(HEAD + text), Report())
    return [target.write(document).text for document in made]


def test_one_that_holds_alone_tells_nobody() -> None:
    alone = _block(_files(BRIDGE)["hosts/a/keepalived/host.conf"], "vrrp_instance outer")
    assert "unicast" not in alone and "track_script" not in alone


def test_a_forwarded_port_has_a_check_on_each_real_server() -> None:
    text = _files(BRIDGE)["hosts/a/keepalived/host.conf"]
    for port in (3306, 8888):
        block = _block(text, f"virtual_server 10.0.0.150 {port}")
        assert block.count("real_server") == block.count("TCP_CHECK") == 1
        assert f"real_server 172.18.0.201 {port} {{" in block
        assert (_said(block, "lb_algo"), _said(block, "lb_kind")) == ("wlc", "NAT")
        assert (_said(block, "delay_loop"), _said(block, "persistence_timeout")) == ("3", "2")
    loose = _files(BRIDGE.replace(" { sticky 1500ms }", ""))["hosts/a/keepalived/host.conf"]
    assert "persistence_timeout" not in loose


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (BRIDGE.replace(" at 172.18.0.[7..8]", ""), "whose address Docker chooses"),
        (PAIR.replace("router 51; auth secret.vrrp", "beat 300s"), "wait so long"),
        (PAIR.replace("router 51; auth secret.vrrp", "beat 40951ms"), "wait so long"),
        ("vip v at 10.0.0.9 to a { forward 80 to e as DR }", "port 80 to port 3306 by DR"),
    ],
    ids=["address", "beat-2", "beat-3", "direct"],
)
def test_what_keepalived_cannot_do_is_refused(text: str, says: str) -> None:
    found = _reported(text)
    assert {each.rule for each in found} == {"cannot-express"}
    assert all(says in each.title and each.primary and each.notes for each in found)


def test_a_file_says_how_its_holes_are_filled() -> None:
    for each in artifacts(
        topology(HEAD + PAIR + BRIDGE.replace("h[", "g[")), "keepalived"
    ).values():
        assert each.escape == ("keepalived" if "@@secret." in each.text else "")
        assert 'auth_pass "@@secret.vrrp@@"' in each.text or not each.escape


def test_comments_and_verbatim_lines_come_along() -> None:
    for text in _files(PAIR).values():
        assert '\n# The "door" # of all.\nvrrp_instance door {' in text
        assert "\n    garp_master_refresh 60\n}" in text


def test_each_line_remembers_the_words_that_made_it() -> None:
    (made, *_) = artifacts(topology(HEAD + PAIR), "keepalived").values()
    lines = made.text.splitlines()

    def caused(line: str) -> str:
        number = lines.index(line) + 1
        return next(span.text for at, span in reversed(made.trace) if at <= number)

    assert caused("    virtual_router_id 51") == "51"
    assert caused("        10.0.0.2") == "h[1..3]"
    assert caused('        auth_pass "@@secret.vrrp@@"') == "secret.vrrp"
    assert caused("        10.0.0.100/24 dev ens3 label ens3:51") == "10.0.0.100/24"


def test_the_same_topology_gives_the_same_bytes() -> None:
    assert list(_files(PAIR).items()) == list(_files(PAIR).items())
