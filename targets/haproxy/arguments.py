"""What follows the words of haproxy.cfg: how many values, and of what form.

Source: HAProxy, the tables of keywords of servers and of `bind` at v2.4.0 to v3.4.0 and v3.5-dev5;
`haproxy -c` of 2.6.12, asked for each word with nothing after it, and with no number.
"""

_NEEDS = """
    acl backlog bind capture clitcpka-cnt clitcpka-idle clitcpka-intvl compression cookie
    declare default_backend email-alert error-log-format errorfile errorfiles errorloc
    errorloc302 errorloc303 filter force-persist fullconn hash-balance-factor
    hash-type http-after-response http-check http-error http-request http-response http-reuse
    http-send-name-header id ignore-persist load-server-state-from-file log log-format
    log-format-sd log-tag max-keep-alive-queue max-session-srv-conns maxconn mode monitor
    monitor-uri option persist rate-limit redirect retries retry-on server server-template
    source srvtcpka-cnt srvtcpka-idle srvtcpka-intvl stats stick stick-table tcp-check
    tcp-request tcp-response timeout unique-id-format unique-id-header use-fcgi-app use-server
    use_backend
    chroot cpu-map gid group hard-stop-after localpeer lua-load max-spread-checks maxcompcpuusage
    maxcomprate maxconnrate maxpipes maxsessrate maxsslconn maxsslrate maxzlibmem nbthread node
    pidfile presetenv server-state-base server-state-file set-var setenv spread-checks
    ssl-default-bind-ciphers ssl-default-bind-ciphersuites ssl-default-bind-options
    ssl-default-server-ciphers ssl-default-server-options ssl-server-verify tune.bufsize
    tune.maxaccept tune.maxrewrite tune.ssl.cachesize tune.ssl.default-dh-param uid ulimit-n
    unsetenv user
"""
NEEDS = frozenset(_NEEDS.split())
"""First words of a line that are refused with nothing after them."""

_NEEDS_OF_STATS = "admin auth realm refresh scope socket timeout uri"
NEEDS_OF_STATS = frozenset(_NEEDS_OF_STATS.split())
"""Words after `stats` that are refused with nothing after them."""

_ALONE = "daemon quiet disabled enabled"
ALONE = frozenset(_ALONE.split())
"""First words of a line after which nothing may follow."""

_SINGLE = "mode retries maxconn fullconn default_backend nbthread"
SINGLE = frozenset(_SINGLE.split())
"""First words of a line after which one value may follow, and no more."""

_FACILITIES = """
    kern user mail daemon auth syslog lpr news uucp cron auth2 ftp ntp audit alert cron2
    local0 local1 local2 local3 local4 local5 local6 local7
"""
FACILITIES = frozenset(_FACILITIES.split())
"""Names after the address of `log`."""

_SERVER_VALUED = """
    addr agent-addr agent-inter agent-port agent-send alpn ca-file cc check-alpn
    check-pool-conn-name check-proto check-sni ciphers ciphersuites client-sigalgs cookie crl-file
    crt curves downinter error-limit fall fastinter guid hash-key healthcheck id idle-ping
    init-addr init-state inter ktls log-bufsize log-proto max-reuse maxconn maxqueue minconn
    namespace npn observe on-error on-marked-down on-marked-up pool-conn-name pool-low-conn
    pool-max-conn pool-purge-delay port proto proxy-v2-options redir resolve-net resolve-opts
    resolve-prefer resolvers rise shard sigalgs slowstart sni socks4 ssl-max-ver ssl-min-ver
    tcp-md5sig tcp-ut track verify verifyhost weight ws quic-cc-algo set-proxy-v2-tlv-fmt
"""
SERVER_VALUED = frozenset(_SERVER_VALUED.split())
"""Options of a server that take a value."""

_SERVER_ALONE = """
    agent-check allow-0rtt backup check check-reuse-pool check-send-proxy check-sni-auto check-ssl
    check-via-socks4 disabled enabled force-sslv3 force-tlsv10 force-tlsv11 force-tlsv12
    force-tlsv13 no-agent-check no-backup no-check no-check-reuse-pool no-check-send-proxy
    no-check-sni-auto no-check-ssl no-renegotiate no-send-proxy no-send-proxy-v2
    no-send-proxy-v2-ssl no-send-proxy-v2-ssl-cn no-sni-auto no-ssl no-ssl-reuse no-sslv3 no-tfo
    no-tls-tickets no-tlsv10 no-tlsv11 no-tlsv12 no-tlsv13 no-verifyhost non-stick renegotiate
    send-proxy send-proxy-v2 send-proxy-v2-ssl send-proxy-v2-ssl-cn sni-auto ssl ssl-reuse stick
    strict-maxconn tfo tls-tickets
"""
SERVER_ALONE = frozenset(_SERVER_ALONE.split())
"""Options of a server that take none."""

_BIND_VALUED = """
    accept-netscaler-cip alpn backlog ca-file ca-ignore-err ca-sign-file ca-sign-pass
    ca-verify-file cc ciphers ciphersuites client-sigalgs crl-file crt crt-ignore-err crt-list
    curves default-crt ecdhe ech expose-fd gid group guid-prefix id idle-ping interface ktls label
    level maxconn mode mss name namespace nbconn nice npn process proto quic-cc-algo quic-socket
    severity-output shards sigalgs ssl-max-ver ssl-min-ver tcp-md5sig tcp-ss tcp-ut thread
    tls-ticket-keys uid user verify
"""
BIND_VALUED = frozenset(_BIND_VALUED.split())
"""Options of `bind` that take a value."""

_BIND_ALONE = """
    accept-proxy allow-0rtt defer-accept force-sslv3 force-tlsv10 force-tlsv11 force-tlsv12
    force-tlsv13 generate-certificates no-alpn no-ca-names no-sslv3 no-strict-sni no-tls-tickets
    no-tlsv10 no-tlsv11 no-tlsv12 no-tlsv13 prefer-client-ciphers quic-force-retry ssl strict-sni
    tfo tls-tickets transparent v4v6 v6only
"""
BIND_ALONE = frozenset(_BIND_ALONE.split())
"""Options of `bind` that take none."""

_ACLS = """
    TRUE FALSE LOCALHOST HTTP HTTP_1.0 HTTP_1.1 HTTP_2.0 HTTP_3.0 HTTP_CONTENT HTTP_URL_ABS
    HTTP_URL_SLASH HTTP_URL_STAR METH_CONNECT METH_DELETE METH_GET METH_HEAD METH_OPTIONS METH_POST
    METH_PUT METH_TRACE RDP_COOKIE REQ_CONTENT WAIT_END
"""
ACLS = frozenset(_ACLS.split())
"""Conditions that have a name without being defined."""

_CONDITIONAL = """
    http-request http-response http-after-response tcp-request tcp-response use_backend use-server
    redirect force-persist ignore-persist stick
"""
CONDITIONAL = frozenset(_CONDITIONAL.split())
"""First words of a line that `if` and a condition may end."""

TIMES = frozenset(("inter", "fastinter", "downinter", "slowstart", "agent-inter"))
"""Options of a server whose value is a time."""
