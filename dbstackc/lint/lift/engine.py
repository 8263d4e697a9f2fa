"""What the nodes of a cluster have in common: image, passwords, memory, options."""

from collections.abc import Iterator, Mapping, Sequence
from posixpath import dirname

from dbstackc.base.quantity import size
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.machine import Account, Options
from dbstackc.lint.facts.said import Said
from dbstackc.lint.housed import mounts
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.words import clause, statement, text, value, word
from dbstackc.lint.product import products
from dbstackc.syntax.tree import Statement

_SAID = """
    server_id port bind_address read_only super_read_only skip_name_resolve report_host
    report_port lower_case_table_names character_set_server collation_server
    default_storage_engine log_bin binlog_format max_connections innodb_buffer_pool_size
    innodb_flush_log_at_trx_commit sync_binlog relay_log relay_log_recovery log_slave_updates
    log_replica_updates slave_net_timeout
    replica_net_timeout expire_logs_days binlog_expire_logs_seconds gtid_mode gtid_strict_mode
    gtid_domain_id enforce_gtid_consistency mysqlx innodb_autoinc_lock_mode pxc_strict_mode
    pxc_encrypt_cluster_traffic default_authentication_plugin mysql_native_password
    authentication_policy datadir socket pid_file user log_error admin_port admin_address
"""
_OURS = frozenset(_SAID.split())
"""Options that are written for every node, or that follow from what else is said."""


def engine_of(containers: Sequence[Container], kind: str, draft: Draft) -> list[Statement]:
    """Return the image, the passwords and the memory of a cluster, as its first node says them."""
    made: list[Statement] = []
    if not containers:
        return made
    first = containers[0]
    product = next((p for p in products(draft.stack) if p.container is first), None)
    if first.image is not None and product is not None:
        said = Said(product.text, first.image.span)
        made.append(statement("image", said.span, [value(text(said))]))
    made += _secrets(containers, kind, draft)
    if first.memory is not None:
        said = Said(first.memory.text.upper().removesuffix("B"), first.memory.span)
        if size(said.text) is not None:
            made.append(statement("memory", said.span, [value(word(said))]))
    return made


def _secrets(containers: Sequence[Container], kind: str, draft: Draft) -> Iterator[Statement]:
    """Yield the passwords and accounts of a cluster, each once, by whatever tells of them."""
    told: set[str] = set()
    every = [more for one in containers for more in _layers(one, draft)]
    for made in (*_from_environment(every, kind, draft), *_from_sql(every, kind, draft)):
        if made.word.text not in told:
            told.add(made.word.text)
            yield made


def _layers(container: Container, draft: Draft) -> Iterator[Container]:
    """Yield a container and what other files of its folder say of it: overrides."""
    yield container
    folder = dirname(container.span.source.name)
    for other in draft.stack.all(Container):
        is_same = other.name.text == container.name.text and other is not container
        if is_same and other.by == "compose" and dirname(other.span.source.name) == folder:
            yield other


def _from_environment(
    containers: Sequence[Container], kind: str, draft: Draft
) -> Iterator[Statement]:
    for one in containers:
        given = {v.name.removesuffix("_FILE"): v.value for v in one.environment if v.value}
        root = given.get("MYSQL_ROOT_PASSWORD") or given.get("MARIADB_ROOT_PASSWORD")
        if root is not None:
            yield statement("root", root.span, [value(draft.secret(root, "root"))])
        sst = given.get("XTRABACKUP_PASSWORD")
        if kind == "pxc" and sst is not None:
            yield statement("sst", sst.span, [value(draft.secret(sst, "sst"))])
        user, password = (
            given.get("MYSQL_REPLICATION_USER"),
            given.get("MYSQL_REPLICATION_PASSWORD"),
        )
        if user is not None and password is not None and kind == "replication":
            secret = draft.secret(password, "replication")
            yield statement(
                "follow", user.span, [], [clause("as", word(user)), clause("with", secret)]
            )


def _from_sql(containers: Sequence[Container], kind: str, draft: Draft) -> Iterator[Statement]:
    for account in draft.stack.all(Account):
        if not any(mounts(one, account.span.source.name) for one in containers):
            continue
        name, password = account.name, account.password
        if password is None or not password.text:
            if account.made and name.text != "root":
                yield statement("check", name.span, [], [clause("as", word(name))])
        elif name.text == "root":
            yield statement("root", password.span, [value(draft.secret(password, "root"))])
        elif "REPLICATION SLAVE" in account.rights and kind == "replication":
            secret = draft.secret(password, "replication")
            yield statement(
                "follow", name.span, [], [clause("as", word(name)), clause("with", secret)]
            )
        elif "PROCESS" in account.rights:
            secret = draft.secret(password, "monitor")
            yield statement("monitor", name.span, [value(word(name))], [clause("with", secret)])
        elif "SELECT" in account.rights:
            secret = draft.secret(password, name.text)
            yield statement("user", name.span, [value(word(name))], [clause("with", secret)])


def settings(containers: Sequence[Container], kind: str, draft: Draft) -> list[Statement]:
    """Return what the option files of a cluster's nodes say that does not follow from the rest."""
    made: list[Statement] = []
    told: set[tuple[str, str]] = set()
    for container in containers:
        for options in mounted(container, draft):
            draft.used.add(id(options))
            for name, group in options.groups.items():
                made += _settings(name, group, kind, told)
    return made


def _settings(
    name: str, group: Mapping[str, Said], kind: str, told: set[tuple[str, str]]
) -> Iterator[Statement]:
    for option, said in group.items():
        if not name.startswith(("mysqld", "mariadb", "server", "galera")):
            continue
        if option in ("max_connections",) and said.number and ("connections", "") not in told:
            told.add(("connections", ""))
            yield statement("connections", said.span, [value(word(said))])
        is_loose = option == "innodb_flush_log_at_trx_commit" and said.text != "1"
        if is_loose and ("durable", "") not in told:
            told.add(("durable", ""))
            yield statement("durable", said.span, [value(word(Said("no", said.span)))])
        if option in _OURS or option.startswith("wsrep_") or (option, said.text) in told:
            continue
        told.add((option, said.text))
        line = f"{option} = {said.text}" if said.text else option
        yield statement("verbatim", said.span, [value(text(Said(line, said.span)))])


def mounted(container: Container, draft: Draft) -> Iterator[Options]:
    """Yield the option files that a container mounts."""
    for options in draft.stack.all(Options):
        if mounts(container, options.span.source.name):
            yield options
