"""How a server is asked whether it is fit.

HAProxy's own `option mysql-check` only logs in: a Galera node that lost its group lets it in and
refuses every statement after that. Here a check logs in, asks for the state, and reads the answer.

A wrong answer counts at once where its length is known (`min-recv`), and elsewhere because leave is
taken together with the question: the server answers and closes. Without that each wrong answer
would last as long as `timeout check`.

Source: HAProxy 2.6 configuration manual, `option mysql-check`, `option tcp-check`,
`tcp-check expect` (consecutive ones look at the same answer).
"""

from functools import lru_cache

from dbstackc.model.topology import Cluster, Listen

from .document import Directive
from .packets import GREETING, HEAD, NO_ROW, QUIT, WELCOME, login, query, row

Lines = tuple[Directive, ...]

_STATE = "SHOW GLOBAL STATUS LIKE 'wsrep_local_state'"
_LEAVING = "SHOW GLOBAL VARIABLES WHERE Variable_name = 'pxc_maint_mode' AND Value <> 'DISABLED'"
_READ_ONLY = "SHOW GLOBAL VARIABLES LIKE 'read_only'"


def check_lines(listen: Listen, alive: bool = False) -> Lines:
    """Return the lines that say how the servers of a door are checked; empty for not at all.

    The first has the door's check as its origin, and the others follow it.
    alive: ask no more of the servers of a cluster than that they answer.
    """
    if listen.check == "none":
        return ()
    if listen.check == "login":
        lines: Lines = (Directive(("option", "mysql-check", "user", listen.check_user)),)
    elif listen.check == "tcp":
        lines = _greeting() if listen.use == "sql" else (Directive(("option", "tcp-check")),)
    else:
        asked = "alive" if alive else listen.check
        lines = _conversation(asked, listen.check_user, _plugin(listen.cluster), _drains(listen))
    return (lines[0]._replace(origin=listen.origin("check")), *lines[1:])


def _plugin(cluster: Cluster | None) -> str:
    """Return the authentication plugin of a cluster's check account.

    Source: MySQL 9.0 release notes: mysql_native_password is removed.
    """
    gone = cluster is not None and cluster.flavour != "mariadb" and cluster.version >= (9,)
    return "caching_sha2_password" if gone else "mysql_native_password"


def _drains(listen: Listen) -> bool:
    return listen.cluster is not None and listen.cluster.flavour == "pxc"


@lru_cache(maxsize=1)
def _greeting() -> Lines:
    """Return a check that waits for a greeting: MyCat accepts connections before it can serve."""
    return (Directive(("option", "tcp-check")), _expect("greeting", "rbinary", GREETING, HEAD))


@lru_cache(maxsize=256)
def _conversation(asked: str, user: str, plugin: str, drains: bool) -> Lines:
    """Return the lines that log in, ask, take leave, and look at the answer.

    Galera: state 4 is Synced; a node outside a primary component is in state 0, one that gives a
    state transfer in 2. PXC says in pxc_maint_mode that it is about to leave; other servers do not
    know the variable and answer with no row.

    `SHOW … LIKE 'read_only'` is the same in all versions, while the type of `@@read_only` is not.

    Source: Galera documentation, wsrep_local_state; PXC 8.0 manual, pxc_maint_mode; MariaDB manual,
    read_only (a word, no longer a number, since 12.0).
    """
    lines = [
        Directive(("option", "tcp-check")),
        _expect("greeting", "rbinary", GREETING, HEAD),
        _send(f"login as {user}", login(user, plugin)),
        _expect("logged in", "rbinary", WELCOME, HEAD),
    ]
    asks = [_send("read_only?", query(_READ_ONLY))]
    wanted = [_READERS.get(asked, _ALIVE)]
    if asked == "galera":
        asks = [_send("wsrep_local_state?", query(_STATE))]
        wanted = [("synced (4)", "binary", row("wsrep_local_state", "4"))]
        if drains:
            asks.append(_send("pxc_maint_mode?", query(_LEAVING)))
            wanted.append(("not in maintenance", "binary", NO_ROW))
    lines += [*asks, _send("quit", QUIT), *(_expect(*each) for each in wanted)]
    return tuple(lines)


_READERS = {
    "writer": ("read_only OFF", "binary", row("read_only", "OFF")),
    "replica": ("read_only ON", "binary", row("read_only", "ON")),
}
_ALIVE = ("answers", "binary", b"read_only".hex())


def _send(what: str, packet: str) -> Directive:
    return Directive(("tcp-check", "send-binary", packet, "comment", what))


def _expect(what: str, kind: str, pattern: str, least: int | None = None) -> Directive:
    length = () if least is None else ("min-recv", str(least))
    return Directive(("tcp-check", "expect", *length, "comment", what, kind, pattern))
