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
    "a sequence that names what there is not": (
        changed(INSTANCE, "        alive", "~SEQ(n, 1, 2) alive$n"), "name-unknown", 13,
    ),
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
    "a port for all": changed(SERVER, "9 80 {", "9 0 {\n    persistence_timeout 9").replace(
        "1 80", "1 0"
    ),
    "lines of Windows": INSTANCE.replace("\n", "\r\n"),
}
"""What keepalived says nothing of."""
