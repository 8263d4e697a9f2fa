"""Schemas and their tables: from MyCat's dataNodes, tables, rules and functions."""

from collections.abc import Iterator, Mapping, Sequence

from dbstackc.base.span import Span
from dbstackc.lint.facts.router import (
    DataNode,
    Function,
    RouterSchema,
    RouterTable,
    RouterUser,
    TableRule,
)
from dbstackc.lint.facts.said import Said
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.methods import options_of
from dbstackc.lint.lift.words import Names, bare_call, call, clause, statement, value, word
from dbstackc.syntax.tree import Clause, Statement, Word


def schemas(draft: Draft, called: Mapping[str, str]) -> list[Statement]:
    """Return the statements of the schemas, in order, each once.

    called: the names of the clusters, by those of their dataHosts.
    """
    nodes: dict[str, DataNode] = {}
    for node in draft.stack.all(DataNode):
        nodes.setdefault(node.name.text, node)
    seen: set[str] = set()
    taken = Names()
    made = []
    for schema in draft.stack.all(RouterSchema):
        if schema.name.text in seen:
            continue
        seen.add(schema.name.text)
        if found := _schema(schema, nodes, called, draft, taken):
            made.append(found)
    return made


def _schema(
    schema: RouterSchema,
    nodes: Mapping[str, DataNode],
    called: Mapping[str, str],
    draft: Draft,
    taken: Names,
) -> Statement | None:
    names = list(dict.fromkeys(node.text for table in _tables(schema) for node in table.nodes))
    fallback = schema.attributes.get("dataNode")
    if fallback is not None and fallback.text not in names:
        names.append(fallback.text)
    shards = [nodes[name] for name in names if name in nodes and nodes[name].host.text in called]
    if not shards:
        draft.leave(schema.span, f"no shard of `{schema.name.text}` was seen")
        return None
    databases = [shard.database for shard in shards]
    if len({each.text for each in databases}) == 1:
        databases = databases[:1]
    for each in shards:
        draft.sharded.setdefault(called[each.host.text], set()).add(each.database.text)
    clusters = [Word(called[shard.host.text], shard.host.span) for shard in shards]
    if len(databases) > 1 and len({each.text for each in clusters}) == 1:
        clusters = clusters[:1]
    shard_named = {shard.name.text: taken.take(shard.name.text, "shard") for shard in shards}
    clauses = [
        clause("on", *clusters),
        clause("as", *(Word(shard_named[s.name.text], s.name.span) for s in shards)),
    ]
    block: list[Statement] = []
    if [each.text for each in databases] != [schema.name.text]:
        named = [word(each) for each in databases]
        block.append(statement("database", databases[0].span, [value(*named)]))
    limit = schema.attributes.get("sqlMaxLimit")
    if limit is not None and limit.number is not None and limit.number > 0:
        block.append(statement("limit", limit.span, [value(word(limit))]))
    if fallback is not None and fallback.text in nodes:
        shard = Word(shard_named.get(fallback.text, fallback.text), fallback.span)
        block.append(statement("fallback", fallback.span, [value(shard)]))
    for table in schema.tables:
        block += _table(table, shard_named, draft)
    return statement("schema", schema.span, [value(word(schema.name))], clauses, block, blank=True)


def _tables(schema: RouterSchema) -> Iterator[RouterTable]:
    yield from schema.tables


def _table(table: RouterTable, shards: Mapping[str, str], draft: Draft) -> Iterator[Statement]:
    """Yield the statement of a table; none where how its rows are spread cannot be said."""
    kind = table.attributes.get("type")
    rule = table.attributes.get("rule")
    at = table.name.span
    block: list[Statement] = []
    clauses: list[Clause] = []
    if kind is not None and kind.text == "global":
        clauses.append(clause("by", Word("copy", kind.span)))
    elif rule is not None:
        found = _method(rule, table, draft)
        if found is None:
            return
        clauses.append(found[0])
        block += found[1]
    elif len(table.nodes) != 1:
        draft.leave(
            table.span,
            f"`{table.name.text}` is on {len(table.nodes)} shards, and no rule spreads its rows",
        )
        return
    if [node.text for node in table.nodes] != list(shards):
        names = (Word(shards.get(node.text, node.text), node.span) for node in table.nodes)
        clauses.append(clause("on", *names))
    block += _keys(table)
    for child in table.children:
        block += _child(child, draft)
    yield statement("table", at, [value(word(table.name))], clauses, block or None)


def _keys(table: RouterTable) -> Iterator[Statement]:
    primary = table.attributes.get("primaryKey")
    if primary is not None:
        yield statement(
            "primary", primary.span, [value(word(Said(primary.text.lower(), primary.span)))]
        )
    auto = table.attributes.get("autoIncrement")
    if auto is not None and auto.text.lower() == "true":
        yield statement("auto", auto.span, [value(Word("yes", auto.span))])


def _child(child: RouterTable, draft: Draft) -> Iterator[Statement]:
    join, parent = child.attributes.get("joinKey"), child.attributes.get("parentKey")
    if join is None or parent is None:
        draft.leave(child.span, f"`{child.name.text}` does not say how it joins its parent")
        return
    clauses = [clause("by", call("parent", join)), clause("to", word(parent))]
    block = [*_keys(child)]
    for inner in child.children:
        block += _child(inner, draft)
    yield statement("table", child.name.span, [value(word(child.name))], clauses, block or None)


def _method(rule: Said, table: RouterTable, draft: Draft) -> tuple[Clause, list[Statement]] | None:
    """Return how a rule spreads rows; None where that cannot be said, which is then noted."""
    rules = [each for each in draft.stack.all(TableRule) if each.name.text == rule.text]
    if not rules or rules[0].function is None or rules[0].column is None:
        draft.leave(table.span, f"the rule `{rule.text}` of `{table.name.text}` was not seen")
        return None
    wanted, column = rules[0].function, rules[0].column
    functions = [each for each in draft.stack.all(Function) if each.name.text == wanted.text]
    if not functions or functions[0].kind is None:
        draft.leave(table.span, f"the function `{wanted.text}` of `{table.name.text}` was not seen")
        return None
    draft.used |= {id(rules[0]), id(functions[0])}
    made = options_of(functions[0], len(table.nodes), draft)
    if made is None:
        return None
    method, options = made
    name = column.text.strip().lower()
    argument = call(method, Said(name, column.span)) if name else bare_call(method, column.span)
    return clause("by", argument), options


def users(draft: Draft, named: Sequence[str], said: Sequence[RouterUser]) -> list[Statement]:
    """Return who may log in to a router, with the schemas that were carried.

    named: the names of those schemas. said: by its server.xml.
    """
    made = []
    last = {user.name.text: user for user in said}
    for user in last.values():
        schemas = [each for each in user.schemas if each.text in named]
        password = user.properties.get("password")
        if not schemas or password is None:
            draft.leave(
                user.span, f"`{user.name.text}` has no password or no schema that was carried"
            )
            continue
        secret = draft.secret(password, user.name.text)
        clauses = [clause("with", secret), clause("for", *map(word, schemas))]
        readonly = user.properties.get("readOnly")
        if readonly is not None and readonly.text.lower() == "true":
            clauses.append(clause("as", Word("reader", readonly.span)))
        made.append(statement("user", _at(user), [value(word(user.name))], clauses))
    return made


def _at(user: RouterUser) -> Span:
    return user.name.span
