"""Files of keepalived that people wrote: what is wrong with each, or that nothing is."""

INSTANCE = """vrrp_script alive {
    script "/bin/true"
}
vrrp_instance a {
    state BACKUP
    interface eth0
    virtual_router_id 61
    priority 110
    virtual_ipaddress {
        10.0.0.100/24
    }
    track_script {
        alive
    }
}
"""

SERVER = """virtual_server 10.0.0.9 80 {
    lb_algo rr
    lb_kind NAT
    protocol TCP
    real_server 10.0.0.1 80 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
"""


def changed(text: str, before: str, after: str) -> str:
    """Return a text with one part of it changed; it must be there once."""
    assert text.count(before) == 1, before
    return text.replace(before, after)


REFUSED = {
    "a word misspelt": (changed(INSTANCE, "priority", "priorty"), "unknown-word", 8),
    "a word of another block": (changed(SERVER, "lb_kind NAT", "priority 3"), "unknown-word", 3),
    "a word of another check": (
        changed(SERVER, "TCP_CHECK", "MISC_CHECK"), "unknown-word", 7,
    ),
    "a block that is closed too early": (
        changed(INSTANCE, "state BACKUP", "state BACKUP\n}"), "unknown-word", 7,
    ),
    "a brace too many": (f"{INSTANCE}}}\n", "brace-extra", 16),
    "braces after a word": (
        changed(INSTANCE, "state BACKUP", "state BACKUP {\n}"), "brace-extra", 5,
    ),
    "a block without its end": (
        changed(INSTANCE, "    }\n}\n", "    }\n") + SERVER, "brace-open", 15,
    ),
    "the last block without its end": (INSTANCE[:-2], "brace-open", 4),
    "a block without its beginning": (
        changed(INSTANCE, "track_script {", "track_script"), "brace-missing", 12,
    ),
    "a quote without its end": (changed(INSTANCE, '/bin/true"', "/bin/true"), "quote-open", 2),
    "a word without its value": (changed(INSTANCE, "interface eth0", "interface"),
                                 "value-missing", 6),
    "a script without a path": (changed(INSTANCE, 'script "/bin/true"', "interval 2"),
                                "value-missing", 1),
    "a priority too high": (changed(INSTANCE, "priority 110", "priority 256"),
                            "value-refused", 8),
    "a priority that is no number": (changed(INSTANCE, "priority 110", "priority high"),
                                     "value-refused", 8),
    "a state that there is not": (changed(INSTANCE, "BACKUP", "SLAVE"), "value-refused", 5),
    "a scheduler that there is not": (changed(SERVER, "lb_algo rr", "lb_algo roundrobin"),
                                      "value-refused", 2),
    "a port out of bounds": (changed(SERVER, "10.0.0.9 80", "10.0.0.9 80000"),
                             "value-refused", 1),
    "an address that is none": (changed(INSTANCE, "10.0.0.100/24", "10.0.0.300/24"),
                                "address-refused", 10),
    "a prefix that is none": (changed(INSTANCE, "10.0.0.100/24", "10.0.0.100/255.255.255.0"),
                              "address-refused", 10),
    "a name that is taken": (INSTANCE + changed(INSTANCE, "id 61", "id 62")[45:], "name-twice", 16),
    "a script that there is not": (changed(INSTANCE, "        alive", "        alive2"),
                                   "name-unknown", 13),
    "a script that is defined below": (INSTANCE[45:] + INSTANCE[:45], "name-unknown", 10),
    "an instance without a number": (changed(INSTANCE, "    virtual_router_id 61\n", ""),
                                     "router-id-missing", 4),
    "an instance that holds nothing": (
        changed(INSTANCE, "    virtual_ipaddress {\n        10.0.0.100/24\n    }\n", ""),
        "vip-missing", 4,
    ),
    "a word after an address that there is not": (
        changed(INSTANCE, "100/24", "100/24 on eth0"), "unknown-word", 10,
    ),
    "an address of an interface that is not said": (
        changed(INSTANCE, "100/24", "100/24 dev"), "value-missing", 10,
    ),
    "a label that is too long": (
        changed(INSTANCE, "100/24", "100/24 label eth0:haproxy-door"), "value-refused", 10,
    ),
    "a script that is tracked twice": (
        changed(INSTANCE, "        alive", "        alive\n        alive weight 2"),
        "tracked-twice", 14,
    ),
    "a weight that is too much": (
        changed(INSTANCE, "        alive", "        alive weight 300"), "value-refused", 13,
    ),
    "a word after what is tracked": (
        changed(INSTANCE, "        alive", "        alive -20"), "unknown-word", 13,
    ),
    "a peer that has a name": (
        changed(INSTANCE, "    track_script", "    unicast_peer {\n    db2\n}\n    track_script"),
        "address-refused", 13,
    ),
    "a peer of another family": (
        changed(INSTANCE, "    track_script", "unicast_peer {\n    fd00::1\n}\n    track_script"),
        "address-refused", 13,
    ),
    "a script without a name": (
        changed(INSTANCE, "vrrp_script alive", "vrrp_script")
        .replace("    track_script {\n        alive\n    }\n", ""),
        "value-missing", 1,
    ),
    "a server that does not say how it chooses": (
        changed(SERVER, "    lb_algo rr\n", ""), "value-missing", 1,
    ),
    "a server that does not say how it forwards": (
        changed(SERVER, "    lb_kind NAT\n", ""), "value-missing", 1,
    ),
    "a route by what is no address": (
        changed(INSTANCE, "    track_script",
                "virtual_routes {\n10.9.0.0/16 via 10.0.0.999 dev eth0\n}\n    track_script"),
        "address-refused", 13,
    ),
    "a route of no interface": (
        changed(INSTANCE, "    track_script",
                "virtual_routes {\n10.9.0.0/16 via 10.0.0.1\n}\n    track_script"),
        "value-missing", 13,
    ),
    "a script for one event, twice": (
        changed(INSTANCE, "priority 110", "notify /bin/true\n    notify /bin/false"),
        "word-twice", 9,
    ),
    "a switch that is neither": (
        changed(INSTANCE, "priority 110", "smtp_alert perhaps"), "value-refused", 8,
    ),
    "a name that is left out": ("global_defs {\n    router_id\n}\n" + INSTANCE, "value-missing", 2),
    "mail to what is no address": (
        "global_defs {\n    smtp_server 10.0.0.999\n}\n" + INSTANCE, "address-refused", 2,
    ),
    "a mark with a protocol": (
        changed(SERVER, "10.0.0.9 80", "fwmark 9"), "value-refused", 4,
    ),
    "a member that is no address": (
        "virtual_server_group doors {\n    10.0.0.256 80\n}\n"
        + changed(SERVER, "10.0.0.9 80", "group doors"),
        "address-refused", 2,
    ),
    "a sequence that names what there is not": (
        changed(INSTANCE, "        alive", "~SEQ(n, 1, 2) alive$n"), "name-unknown", 13,
    ),
    "a list of mail to nobody": (
        "global_defs {\n    notification_email {\n    }\n}\n" + INSTANCE, "value-missing", 2,
    ),
    "a group of what there is not": (
        INSTANCE + "vrrp_sync_group g {\n    group {\n        a\n        b\n    }\n}\n",
        "name-unknown", 19,
    ),
    "a master that signs": (
        changed(
            INSTANCE,
            "state BACKUP",
            "state MASTER\n    authentication {\n    auth_type AH\n    auth_pass x\n    }",
        ),
        "value-refused", 5,
    ),
    "a rule without its number": (
        changed(
            INSTANCE,
            "    track_script",
            "    virtual_rules {\n        from 10.0.0.1 table 9\n    }\n    track_script",
        ),
        "value-missing", 13,
    ),
    "a rule for what is no address": (
        changed(
            INSTANCE,
            "    track_script",
            "virtual_rules {\nfrom 10.0.0.999 table 9 priority 5\n    }\n    track_script",
        ),
        "address-refused", 13,
    ),
    "a line that is too long": (f"# {'x ' * 600}\n" + INSTANCE, "line-too-long", 1),
    "a definition with a word misspelt": (
        "$MORE=priorty 5\n" + changed(INSTANCE, "priority 110", "$MORE"), "unknown-word", 9,
    ),
}  # fmt: skip
"""What keepalived complains of: the text, our rule, and the line."""

LIKE_IT = {
    "an instance": INSTANCE,
    "a virtual server": SERVER,
    "braces on lines of their own": INSTANCE.replace(" {", "\n{"),
    "all on few lines": INSTANCE.replace("{\n        ", "{ ").replace("\n    }", " }"),
    "comments": changed(INSTANCE, "interface eth0", 'interface eth0 ! } "\n# { "'),
    "a definition": "$HIGH=110\n" + changed(INSTANCE, "priority 110", "priority $HIGH"),
    "a definition in a word": "$NET=10.0.0\n" + changed(INSTANCE, "10.0.0.100", "${NET}.100"),
    "a definition of lines": "$MORE=priority 110\\\n    advert_int 2\n"
    + changed(INSTANCE, "    priority 110", "    $MORE"),
    "a definition of definitions": "$A=11\n$B=priority ${A}0\n"
    + changed(INSTANCE, "priority 110", "$B"),
    "a sequence": changed(INSTANCE, "        10.0.0.100/24", "~SEQ(n, 1, 3) 10.0.0.10${n}/24"),
    "a list": changed(INSTANCE, "        10.0.0.100/24", "~LST({n, m}, {1, 24}) 10.0.0.10${n}/$m"),
    "conditions": changed(INSTANCE, "priority 110", "priority 110\n@^one debug 1\n@one debug 9"),
    "escapes": changed(INSTANCE, "/bin/true", "/bin/true \\! \\#"),
    "words after an address": changed(
        INSTANCE, "100/24", "100/24 brd + dev eth0 label eth0:1 no_track"
    ),
    "weights of what is tracked": changed(INSTANCE, "        alive", "        alive weight -20"),
    "a route": changed(
        INSTANCE,
        "    track_script",
        "virtual_routes {\n10.9.0.0/16 via inet 10.0.0.1 dev eth0 metric 9\n}\n    track_script",
    ),
    "a rule": changed(
        INSTANCE,
        "    track_script",
        "    virtual_rules {\n        from 10.0.0.1 table 9 priority 5\n    }\n    track_script",
    ),
    "a group": INSTANCE
    + changed(changed(INSTANCE, "vrrp_instance a", "vrrp_instance b"), " 61", " 62")
    .replace("10.0.0.100", "10.0.0.101")
    .partition("}\n")[2]
    + "vrrp_sync_group g {\n    group {\n        a\n        b\n    }\n}\n",
    "a line that is just short enough": f"# {'x' * 1020}\n" + INSTANCE,
    "a file that a check follows": "track_file alive {\n    file /tmp/alive\n}\n"
    + changed(
        SERVER,
        "TCP_CHECK {\n            connect_timeout 3",
        "FILE_CHECK {\n            track_file alive",
    ),
    "a range": "virtual_server_group doors {\n    10.0.0.1-9 80\n    10.0.1.1\n}\n"
    + changed(SERVER, "10.0.0.9 80 {", "group doors {\n    persistence_timeout 9"),
    "a port for all": changed(SERVER, "9 80 {", "9 0 {\n    persistence_timeout 9").replace(
        "1 80", "1 0"
    ),
    "lines of Windows": INSTANCE.replace("\n", "\r\n"),
}
"""What keepalived says nothing of."""
