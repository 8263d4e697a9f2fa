"""Balancers: what a haproxy.cfg says, defaults inherited."""

from collections.abc import Mapping

from dbstackc.base.record import record
from dbstackc.base.span import Span
from dbstackc.lint.facts.said import Fact, Said


@record(frozen=True, slots=True, kw_only=True, eq=False)
class PoolServer(Fact):
    """A server line, `default-server` inherited.

    address: as it is written, without the port. check: what asks for checks, or None. options: all
        others by name, those without a value as "".
    """

    address: Said
    port: int | None
    check: Said | None = None
    backup: Said | None = None
    weight: Said | None = None
    maxconn: Said | None = None
    options: Mapping[str, Said]


@record(frozen=True, slots=True, kw_only=True)
class Bind:
    """A socket that is opened; address "" for every one; port None for a path."""

    address: str
    port: int | None
    span: Span


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Pool(Fact):
    """A listen, frontend or backend, with what it inherits from its defaults section.

    kind: of the section. mode: tcp, http or health; None where nothing says so (HAProxy: tcp).
    check: the `option …chk` or `option …-check` in force, None for none; account: who it logs in
        as.
    timeouts: milliseconds, as text, by name, where they are said; settings: any other directive by
        its first words ("option tcplog", "stats auth"), the last of each.
    leads_to: names of backends (default_backend, use_backend).
    """

    kind: str
    mode: Said | None
    binds: tuple[Bind, ...]
    servers: tuple[PoolServer, ...]
    balance: Said | None
    check: Said | None
    account: Said | None
    timeouts: Mapping[str, Said]
    settings: Mapping[str, Said]
    leads_to: tuple[Said, ...] = ()


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Proxy(Fact):
    """A whole haproxy.cfg; name: the file's. settings: of `global`, by name, the last of each."""

    pools: tuple[Pool, ...]
    settings: Mapping[str, Said]
