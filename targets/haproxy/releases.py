"""When words of haproxy.cfg came, and when they went.

Source: HAProxy's own sources at v1.5.0 to v3.4.0 and v3.5-dev5: the tables of keywords in
cfgparse-global.c, cfgparse-listen.c, proxy.c and in what registers keywords, read on 2026-11-29;
what is said of words that went is said there. Those that 2.6 lacks, `haproxy -c` of 2.6.12 refuses.
"""

from collections.abc import Mapping

_GLOBAL = """
    2.7: anonkey quick-exit tune.peers.max-updates-at-once
    2.8: httpclient.resolvers.disabled prealloc-fd ssl-default-bind-client-sigalgs
    ssl-default-bind-sigalgs tune.disable-fast-forward tune.h2.be.initial-window-size
    tune.h2.be.max-concurrent-streams tune.h2.fe.initial-window-size
    tune.h2.fe.max-concurrent-streams tune.listener.default-shards tune.lua.burst-timeout
    tune.memory.hot-size tune.ssl.ocsp-update.maxdelay tune.ssl.ocsp-update.mindelay
    tune.stick-counters
    2.9: httpclient.retries httpclient.timeout.connect limited-quic setcap
    ssl-default-server-client-sigalgs ssl-default-server-curves ssl-default-server-sigalgs
    tune.disable-zero-copy-forwarding tune.events.max-events-at-once
    tune.h1.zero-copy-fwd-recv tune.h1.zero-copy-fwd-send tune.h2.zero-copy-fwd-send
    tune.lua.log.loggers tune.lua.log.stderr tune.max-checks-per-thread
    tune.pt.zero-copy-forwarding tune.quic.zero-copy-fwd-send tune.rcvbuf.backend
    tune.rcvbuf.frontend tune.sndbuf.backend tune.sndbuf.frontend
    3.0: expose-deprecated-directives harden.reject-privileged-ports.quic
    harden.reject-privileged-ports.tcp http-err-codes http-fail-codes key-base
    ocsp-update.disable ocsp-update.httpproxy ocsp-update.maxdelay ocsp-update.mindelay
    ocsp-update.mode ssl-security-level stats-file thread-hard-limit
    tune.applet.zero-copy-forwarding tune.h2.be.glitches-threshold
    tune.h2.fe.glitches-threshold tune.h2.fe.max-total-streams tune.ring.queues
    3.1: force-cfg-parser-pause h1-do-not-close-on-insecure-transfer-encoding
    tune.bufsize.small tune.h2.be.rxbuf tune.h2.fe.rxbuf tune.renice.runtime
    tune.renice.startup warn-blocked-traffic-after
    3.2: acme.scheduler cpu-policy cpu-set debug.counters dns-accept-family stress-level
    tune.epoll.mask-events tune.glitches.kill.cpu-usage tune.lua.bool-sample-conversion
    tune.max-rules-at-once tune.notsent-lowat.client tune.notsent-lowat.server
    tune.takeover-other-tg-connections
    3.3: noktls shm-stats-file shm-stats-file-max-objects ssl-passphrase-cmd
    tune.quic.be.cc.cubic-min-losses tune.quic.be.cc.hystart tune.quic.be.cc.max-frame-loss
    tune.quic.be.cc.max-win-size tune.quic.be.cc.reorder-ratio tune.quic.be.max-idle-timeout
    tune.quic.be.sec.glitches-threshold tune.quic.be.stream.data-ratio
    tune.quic.be.stream.max-concurrent tune.quic.be.stream.rxbuf tune.quic.be.tx.pacing
    tune.quic.be.tx.udp-gso tune.quic.fe.cc.cubic-min-losses tune.quic.fe.cc.hystart
    tune.quic.fe.cc.max-frame-loss tune.quic.fe.cc.max-win-size tune.quic.fe.cc.reorder-ratio
    tune.quic.fe.max-idle-timeout tune.quic.fe.sec.glitches-threshold
    tune.quic.fe.sec.retry-threshold tune.quic.fe.sock-per-conn tune.quic.fe.stream.data-ratio
    tune.quic.fe.stream.max-concurrent tune.quic.fe.stream.rxbuf tune.quic.fe.tx.pacing
    tune.quic.fe.tx.udp-gso tune.quic.listen tune.quic.mem.tx-max
    3.4: cpu-affinity jwt.decrypt_alg_list jwt.decrypt_enc_list max-threads-per-group
    tune.bufsize.large tune.cli.max-payload-size tune.defaults.purge
    tune.h1.be.glitches-threshold tune.h1.fe.glitches-threshold tune.h2.be.max-frames-at-once
    tune.h2.fe.max-frames-at-once tune.h2.fe.max-rst-at-once tune.h2.log-errors
    tune.lua.openlibs tune.quic.fe.stream.max-total tune.ssl.certificate-compression
    tune.streams-elasticity
    3.5: tune.fd.tables tune.ssl.keyupdate-rate-limit
"""

_PROXY = """
    3.0: guid
    3.1: log-steps quic-initial
    3.2: hash-preserve-affinity ssl-f-use
    3.4: filter-sequence force-be-switch
    3.5: be-unpublished
"""

_OPTION = """
    2.8: forwarded
    3.1: accept-unsafe-violations-in-http-request accept-unsafe-violations-in-http-response
    3.2: http-drop-request-trailers http-drop-response-trailers
    3.4: use-small-buffers
"""

_SERVER = """
    2.7: shard
    2.8: client-sigalgs sigalgs
    2.9: log-bufsize
    3.0: guid hash-key pool-conn-name
    3.1: init-state
    3.2: check-pool-conn-name check-reuse-pool idle-ping no-check-reuse-pool strict-maxconn
    3.3: check-sni-auto ktls no-check-sni-auto no-renegotiate no-sni-auto renegotiate sni-auto
    tcp-md5sig
"""

_ACTION = """
    2.7: set-bandwidth-limit
    2.8: sc-add-gpc
    2.9: attach-srv
    3.0: set-bc-mark set-bc-tos set-fc-mark set-fc-tos
    3.1: do-log set-retries
    3.2: pause
    3.4: add-headers-bin del-headers-bin set-headers-bin
"""

_AFTER = """
    2.8: del-acl del-map sc-add-gpc sc-inc-gpc sc-inc-gpc0 sc-inc-gpc1 sc-set-gpt sc-set-gpt0
    set-log-level set-map
    3.1: do-log
    3.4: add-headers-bin del-headers-bin set-headers-bin
"""
"""What `http-after-response` does: what `http-response` has done for long came to it later."""

_SECTION = """
    3.0: crt-store
    3.1: log-profile traces
    3.2: acme
    3.4: healthcheck
"""


def table(text: str) -> dict[str, str]:
    """Return for each word the release that stands before it."""
    found: dict[str, str] = {}
    release = ""
    for word in text.split():
        if word.endswith(":"):
            release = word[:-1]
        else:
            found[word] = release
    return found


CAME: Mapping[str, Mapping[str, str]] = {
    "global": table(_GLOBAL),
    "proxy": table(_PROXY),
    "option": table(_OPTION),
    "timeout": {"client-hs": "2.9"},
    "balance": {"log-hash": "2.9", "sticky": "2.9"},
    "mode": {"log": "2.9", "spop": "3.1", "haterm": "3.4"},
    "stats": {"calculate-max-counters": "3.4"},
    "server": table(_SERVER),
    "filter": {"bwlim-in": "2.7", "bwlim-out": "2.7", "comp-req": "3.4", "comp-res": "3.4"},
    **dict.fromkeys(("http-request", "http-response"), table(_ACTION)),
    "http-after-response": table(_AFTER),
    "bind": {"mptcp@": "3.1"},
    "section": table(_SECTION),
}
"""Since which release a word is known, where 2.6 does not know it, by what it follows."""

_REGULAR = {
    "add": "`http-{} add-header`",
    "rep": "`http-{} replace-header`",
    "irep": "`http-{} replace-header`",
    "del": "`http-{} del-header`",
    "idel": "`http-{} del-header`",
    "deny": "`http-{} deny`",
    "ideny": "`http-{} deny`",
    "allow": "`http-{} allow`",
    "iallow": "`http-{} allow`",
    "pass": "`http-{} allow`",
    "ipass": "`http-{} allow`",
    "tarpit": "`http-{} tarpit`",
    "itarpit": "`http-{} tarpit`",
}
_OF_REPLIES = ("add", "rep", "irep", "del", "idel", "deny", "ideny")

GONE: Mapping[str, tuple[str, str]] = {
    "nbproc": ("2.5", "write `nbthread`"),
    "clitimeout": ("2.1", "write `timeout client`"),
    "contimeout": ("2.1", "write `timeout connect`"),
    "srvtimeout": ("2.1", "write `timeout server`"),
    **{f"req{end}": ("2.1", f"write {to.format('request')}") for end, to in _REGULAR.items()},
    **{f"rsp{end}": ("2.1", f"write {_REGULAR[end].format('response')}") for end in _OF_REPLIES},
    "cliexp": ("2.1", "write `http-request replace-header`"),
    "srvexp": ("2.1", "write `http-response replace-header`"),
    "block": ("2.1", "write `http-request deny`"),
    "redispatch": ("2.1", "write `option redispatch`"),
    "redisp": ("2.1", "write `option redispatch`"),
    "appsession": ("1.6", "write `stick-table` and `stick on`"),
    "grace": ("2.5", "leave it out, or write it in `global`"),
    "bind-process": ("2.5", "leave it out"),
}
"""First words of lines that are known no more: since which release, and what to do."""

GONE_OPTIONS: Mapping[str, tuple[str, str]] = {
    "forceclose": ("2.0", "leave it out, or write `option httpclose`"),
    "http-tunnel": ("2.1", "leave it out"),
    "http_proxy": ("2.5", "write `http-request set-dst`"),
}
"""Options that are known no more: since which release, and what to do."""

BEARS_NO_ADDRESS = "1.6"
"""Since which release `listen` and `frontend` take no address after their name."""
