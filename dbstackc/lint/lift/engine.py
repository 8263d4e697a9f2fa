"""What the nodes of a cluster have in common: image, passwords, memory, options."""

from collections.abc import Iterator, Mapping, Sequence
from posixpath import dirname

from dbstackc.base.quantity import size
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.machine import Account, Follow, Options
from dbstackc.lint.facts.said import Said
from dbstackc.lint.facts.timed import Copied
from dbstackc.lint.follows import replica
from dbstackc.lint.housed import mounts
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.provider import provider
from dbstackc.lint.lift.words import clause, is_name, statement, text, value, word
from dbstackc.lint.product import products
from dbstackc.lint.registry import original
from dbstackc.model.engine import flavour
from dbstackc.syntax.tree import Statement, Word

SERVERS = ("mysqld", "mariadb", "server", "galera")
"""How the names of groups begin that a server reads."""

_TRANSFERS = {"RELOAD", "PROCESS", "LOCK TABLES", "REPLICATION CLIENT"}
"""What an account may do that sends a node's data to another one."""

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
_WSREP = """
    cluster_address node_name node_address node_incoming_address sst_receive_address cluster_name
    sst_method sst_auth on provider provider_options
"""
_OURS = frozenset((*_SAID.split(), *(f"wsrep_{name}" for name in _WSREP.split())))
"""Options that are written for every node, or that follow from what else is said."""


def engine_of(containers: Sequence[Container], kind: str, draft: Draft) -> list[Statement]:
    """Return the image, the passwords and the memory of a cluster, as its first node says them."""
    made: list[Statement] = []
    if not containers:
        return made
    first = containers[0]
    made += image_of(first, draft)
    made += _flavour(first, draft)
    made += _secrets(containers, kind, draft)
    if (held := memory(first.memory)) is not None:
        made.append(held)
    return made


def _flavour(one: Container, draft: Draft) -> Iterator[Statement]:
    """Yield what is in an image that nobody knows, as the groups of its option files tell."""
    product = next((p for p in products(draft.stack) if p.container is one), None)
    if product is None or product.kind or one.image is None:
        return
    for options in mounted(one, draft):
        if any(name.startswith("mariadb") for name in options.groups):
            at = one.image.span
            if flavour(product.text, "") != "mariadb":
                yield statement("engine", at, [value(Word("mariadb", at))])
            return


def image_of(one: Container, draft: Draft) -> list[Statement]:
    """Return the image of a container, after `docker tag`.

    It is pulled from where its files say, but from a registry of the stack's own machines by what
    `registry` says.
    """
    product = next((p for p in products(draft.stack) if p.container is one), None)
    if one.image is None or product is None:
        return []
    address = one.image.text.partition("/")[0].rpartition(":")[0]
    if draft.hub and draft.is_named and one.image.text.startswith(f"{draft.hub}/"):
        known = product.whole.startswith(f"{draft.hub}/")
        called = original(product.whole.partition("/")[2]) if known else product.whole
        said = Said(called, one.image.span)
        return [statement("image", said.span, [value(text(said))])]
    is_itself = one.image.text.endswith(f"/{product.text}")
    is_itself = is_itself and draft.is_named and address not in draft.machines
    said = Said(one.image.text if is_itself else product.text, one.image.span)
    return [statement("image", said.span, [value(text(said))])]


def memory(given: Said | None) -> Statement | None:
    """Return what a container may use, if that is said in a way that the language has."""
    if given is None:
        return None
    said = Said(given.text.upper().removesuffix("B"), given.span)
    return statement("memory", said.span, [value(word(said))]) if size(said.text) else None


def _secrets(containers: Sequence[Container], kind: str, draft: Draft) -> Iterator[Statement]:
    """Yield the passwords and accounts of a cluster, each once, by whatever tells of them."""
    told: set[str] = set()
    every = [more for one in containers for more in layers(one, draft)]
    for made in (
        *_from_environment(every, kind, draft),
        *_from_sql(every, kind, draft),
        *_from_steps(containers, kind, draft),
    ):
        if made.word.text not in told:
            told.add(made.word.text)
            yield made


def layers(container: Container, draft: Draft) -> Iterator[Container]:
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
        yield from _user(given, draft)
        user, password = (
            given.get("MYSQL_REPLICATION_USER"),
            given.get("MYSQL_REPLICATION_PASSWORD"),
        )
        if user is not None and password is not None and kind == "replication":
            secret = draft.secret(password, "replication")
            yield statement(
                "follow", user.span, [], [clause("as", word(user)), clause("with", secret)]
            )


def _user(given: Mapping[str, Said | None], draft: Draft) -> Iterator[Statement]:
    """Yield the account that an image makes for the database that it makes.

    Source: docker-library/mysql 8.4, mariadb-docker, entrypoints (MYSQL_USER, MARIADB_USER).
    """
    for maker in ("MYSQL", "MARIADB"):
        name, password = given.get(f"{maker}_USER"), given.get(f"{maker}_PASSWORD")
        if name is None or password is None or name.text == "root":
            continue
        if not is_name(name.text):
            draft.leave(name.span, f"`{name.text}` is no name that the language has for an account")
        else:
            secret = draft.secret(password, name.text)
            yield statement("user", name.span, [value(word(name))], [clause("with", secret)])


def _from_sql(containers: Sequence[Container], kind: str, draft: Draft) -> Iterator[Statement]:
    copiers = {row.account.text for row in draft.stack.all(Copied)}
    for account in draft.stack.all(Account):
        if not any(mounts(one, account.span.source.name) for one in containers):
            continue
        name, password = account.name, account.password
        if password is None or not password.text:
            if account.made and name.text != "root":
                yield statement("check", name.span, [], [clause("as", word(name))])
        elif name.text == "root":
            yield statement("root", password.span, [value(draft.secret(password, "root"))])
        elif account.machine is not None and account.machine.text in ("localhost", "127.0.0.1"):
            if name.text in copiers:
                continue
            if kind == "pxc" and {*account.rights} >= _TRANSFERS:
                yield statement("sst", password.span, [value(draft.secret(password, "sst"))])
            else:
                draft.leave(
                    name.span,
                    f"`{name.text}` works on the node itself; copies are said by `backup`",
                )
        elif "REPLICATION SLAVE" in account.rights and kind == "replication":
            secret = draft.secret(password, "replication")
            yield statement(
                "follow", name.span, [], [clause("as", word(name)), clause("with", secret)]
            )
        elif "PROCESS" in account.rights:
            secret = draft.secret(password, "monitor")
            yield statement("monitor", name.span, [value(word(name))], [clause("with", secret)])
        elif "SELECT" in account.rights or not account.rights:
            secret = draft.secret(password, name.text)
            yield statement("user", name.span, [value(word(name))], [clause("with", secret)])


def _from_steps(containers: Sequence[Container], kind: str, draft: Draft) -> Iterator[Statement]:
    """Yield as whom replicas follow, where the steps that make them say it."""
    for step in draft.stack.all(Follow):
        user, password = step.user, step.password
        is_told = kind == "replication" and user is not None and password is not None
        if is_told and user and password and replica(step, containers) is not None:
            secret = draft.secret(password, "replication")
            yield statement(
                "follow", user.span, [], [clause("as", word(user)), clause("with", secret)]
            )


def settings(containers: Sequence[Container], draft: Draft) -> list[Statement]:
    """Return what the option files of a cluster's nodes say that does not follow from the rest."""
    made: list[Statement] = []
    told: set[tuple[str, str]] = set()
    for container in containers:
        for options in mounted(container, draft):
            draft.used.add(id(options))
            for name, group in options.groups.items():
                made += _settings(name, group, told, draft)
    return made


def connections(lines: Sequence[Statement]) -> int:
    """Return how many connections a node takes, as its options say, or MySQL's own number."""
    for each in lines:
        if each.word.text == "connections" and isinstance(each.values[0].atoms[0], Word):
            return int(each.values[0].atoms[0].text)
    return 151


def _settings(
    name: str, group: Mapping[str, Said], told: set[tuple[str, str]], draft: Draft
) -> Iterator[Statement]:
    for option, said in group.items():
        if not name.startswith(SERVERS):
            continue
        if option in ("max_connections",) and said.number and ("connections", "") not in told:
            told.add(("connections", ""))
            yield statement("connections", said.span, [value(word(said))])
        is_loose = option == "innodb_flush_log_at_trx_commit" and said.text != "1"
        if is_loose and ("durable", "") not in told:
            told.add(("durable", ""))
            yield statement("durable", said.span, [value(word(Said("no", said.span)))])
        if option == "wsrep_provider_options":
            yield from provider(said, told, draft)
        if option in _OURS or (option, said.text) in told:
            continue
        told.add((option, said.text))
        line = f"{option} = {said.text}" if said.text else option
        yield statement("verbatim", said.span, [value(text(Said(line, said.span)))])


def mounted(container: Container, draft: Draft) -> Iterator[Options]:
    """Yield the option files that a container mounts."""
    for options in draft.stack.all(Options):
        if mounts(container, options.span.source.name):
            yield options
