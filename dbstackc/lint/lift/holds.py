"""Databases that are made on clusters which no router leads to: schemas without tables."""

from collections.abc import Iterable, Iterator, Sequence

from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.machine import Database
from dbstackc.lint.facts.said import Said
from dbstackc.lint.housed import mounts
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.engine import layers
from dbstackc.lint.lift.words import Names, clause, is_name, statement, value, word
from dbstackc.syntax.tree import Statement, Word

_OWN = frozenset(("mysql", "sys", "information_schema", "performance_schema"))
"""Databases that every server has."""

_ASKED = ("MYSQL_DATABASE", "MARIADB_DATABASE")
"""Variables by which an image makes a database.

Source: docker-library/mysql 8.4, mariadb-docker, percona-docker 8.0, entrypoints.
"""


def made_on(containers: Sequence[Container], draft: Draft) -> Iterator[Said]:
    """Yield the names of the databases that the nodes of a cluster make when they begin."""
    every = [more for one in containers for more in layers(one, draft)]
    for one in every:
        for variable in one.environment:
            if variable.name in _ASKED and variable.value is not None:
                yield variable.value
    for made in draft.stack.all(Database):
        if any(mounts(one, made.span.source.name) for one in every):
            draft.used |= {id(made)} if made.name.text in _OWN else set()
            yield made.name


def holds(draft: Draft, taken: Iterable[str]) -> Iterator[Statement]:
    """Yield a schema for each database that no shard of a router is, on whatever clusters have it.

    taken: the names of the schemas that routers have.
    """
    names = Names()
    for each in taken:
        names.take(each, "schema")
    shards = {
        id(said)
        for cluster, made in draft.databases.items()
        for said in made
        if said.text in draft.sharded.get(cluster, ())
    }
    draft.used |= {id(each) for each in draft.stack.all(Database) if id(each.name) in shards}
    places: dict[str, list[Word]] = {}
    first: dict[str, Said] = {}
    for cluster, made in draft.databases.items():
        for said in made if cluster not in draft.sharded else ():
            words = places.setdefault(said.text, [])
            if not is_name(said.text):
                draft.leave(
                    said.span, f"`{said.text}` is no name that the language has for a database"
                )
            elif said.text not in _OWN and cluster not in {each.text for each in words}:
                words.append(Word(cluster, said.span))
                first.setdefault(said.text, said)
    for number, (database, said) in enumerate(first.items()):
        name = Word(names.take(database, "schema"), said.span)
        block = []
        if name.text != database:
            block.append(statement("database", said.span, [value(word(said))]))
        on = clause("on", *places[database])
        yield statement("schema", said.span, [value(name)], [on], block or None, blank=not number)
