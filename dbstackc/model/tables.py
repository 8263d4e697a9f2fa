"""The tables of a schema: where their rows lie, and those that lie with them."""

from collections.abc import Sequence

from dbstackc.base.origin import Origin
from dbstackc.base.record import record
from dbstackc.base.span import Span
from dbstackc.base.text import counted, listed
from dbstackc.language.declaration import Declaration, Entity, Given
from dbstackc.language.spread import spread
from dbstackc.language.types import COLUMN
from dbstackc.language.values import CallItem
from dbstackc.model.methods import configured
from dbstackc.model.partition import Partition, Value
from dbstackc.model.resolve import Names
from dbstackc.model.topology import Shard, Table


@record(frozen=True, slots=True)
class Tables:
    """Build the tables of one schema.

    shards: of the schema, in order.
    """

    names: Names
    schema: str
    shards: tuple[Shard, ...]

    def build(self, part: Declaration) -> list[Table]:
        """Return the tables of one statement; none where a mistake was reported.

        Reports: no-partition, child-method, foreign-shard, missing, type, unknown-word and what
        methods report.
        """
        if part.poisoned:
            return []
        given = part.fields.get("clusters")
        shards = self.shards if given is None else self.chosen(given)
        if not shards:
            return []
        found = []
        for entity in spread(part, self.names.report):
            table = self._table(entity, part, tuple(shards))
            if table is not None:
                found.append(table)
        return found

    def chosen(self, given: Given) -> list[Shard]:
        """Return the shards that names of shards or clusters mean, in the order written."""
        found: list[Shard] = []
        for item in given.items:
            match = [s for s in self.shards if item.value in (s.name, s.cluster.name)]
            if match:
                found.extend(match)
                continue
            if self.names.find("cluster", item.value) or self.names.find("shard", item.value):
                known = listed([f"`{s.name}`" for s in self.shards], 6)
                self.names.report.error(
                    "foreign-shard",
                    f"`{item.value}` is no shard of schema `{self.schema}`",
                    at=item.span,
                    note=f"its shards are {known}",
                    help="add the cluster to the schema's `on`, or leave it out here",
                )
            else:
                self.names.get(("cluster", "shard"), item)
            return []
        return found

    def only(self, given: Given) -> Shard | None:
        """Return the one shard that a name of a shard or of a cluster means.

        Reports: type and what `chosen` reports.
        """
        found = self.chosen(given)
        if len(found) > 1:
            self.names.report.error(
                "type",
                f"`{given.value}` has {counted(len(found), 'shard')} of schema `{self.schema}`",
                at=given.span,
                note="tables that are not declared lie on one shard",
                help=f"name one of them: {listed([f'`{s.name}`' for s in found], 6)}",
            )
        return found[0] if found else None

    def _table(self, entity: Entity, part: Declaration, shards: tuple[Shard, ...]) -> Table | None:
        origins = {name: Origin(given.span) for name, given in entity.fields.items()}
        method = entity.fields.get("method")
        call: CallItem | None = method.value if method else None
        kind = "single"
        column: str | None = None
        partition: Partition | None = None
        options: dict[str, Value] = {}
        at = method.span if method else entity.span
        if call is None or call.name == "single":
            if len(shards) > 1:
                self._unsaid(entity, shards, at)
                return None
        elif call.name == "copy":
            kind = "copy"
        else:
            kind = "partition"
            column = self._column(call, at)
            made = configured(
                call.name, at, part.rest, shards, self._map(entity), self.names.report
            )
            if column is None or made is None:
                return None
            partition, options = made
        if kind != "partition" and part.rest:
            self._no_options(part)
        return Table(
            name=entity.name,
            span=entity.span,
            origins=origins,
            doc=entity.doc,
            shards=shards,
            kind=kind,
            method=call.name if call else None,
            column=column,
            options=options,
            parent=None,
            parent_column=None,
            primary=_value(entity, "primary"),
            auto=bool(_value(entity, "auto")),
            children=self._children(entity.name, column, part.parts_named("table"), shards),
            partition=partition,
        )

    def _children(
        self, parent: str, key: str | None, parts: Sequence[Declaration], shards: tuple[Shard, ...]
    ) -> tuple[Table, ...]:
        found = []
        for part in parts:
            for entity in spread(part, self.names.report):
                table = self._child(parent, key, entity, part, shards)
                if table is not None:
                    found.append(table)
        return tuple(found)

    def _child(
        self,
        parent: str,
        key: str | None,
        entity: Entity,
        part: Declaration,
        shards: tuple[Shard, ...],
    ) -> Table | None:
        method = entity.fields.get("method")
        call: CallItem | None = method.value if method else None
        if call is None or call.name != "parent" or method is None:
            self.names.report.error(
                "child-method",
                f"table `{entity.name}` does not say how it joins `{parent}`",
                at=method.span if method else entity.span,
                note="a table in a table's block lies where the row lies that it refers to",
                help="write it as in `table order_item by parent(order_id) to id`",
            )
            return None
        column = self._column(call, method.span)
        target = _value(entity, "parent_column") or key
        if target is None:
            self.names.report.error(
                "missing",
                f"table `{entity.name}` does not say which column of `{parent}` it refers to",
                at=entity.span,
                help="say it after `to`, as in `by parent(order_id) to id`",
            )
        if column is None or target is None:
            return None
        return Table(
            name=entity.name,
            span=entity.span,
            origins={name: Origin(given.span) for name, given in entity.fields.items()},
            doc=entity.doc,
            shards=shards,
            kind="child",
            method=None,
            column=column,
            options={},
            parent=parent,
            parent_column=target,
            primary=_value(entity, "primary"),
            auto=bool(_value(entity, "auto")),
            children=self._children(entity.name, None, part.parts_named("table"), shards),
        )

    def _map(self, entity: Entity) -> str:
        return f"{self.schema}-{entity.name}.txt"

    def _column(self, call: CallItem, at: Span) -> str | None:
        if len(call.arguments) == 1 and COLUMN.read(call.arguments[0].value):
            return str(call.arguments[0].value)
        self.names.report.error(
            "type",
            f"`by {call.name}` takes one column",
            at=at,
            note="routers choose a shard by one column",
            help=f"write it as in `by {call.name}(id)`",
        )
        return None

    def _unsaid(self, entity: Entity, shards: Sequence[Shard], at: Span) -> None:
        self.names.report.error(
            "no-partition",
            f"table `{entity.name}` lies on {counted(len(shards), 'shard')} and says no method",
            at=at,
            beside=[(shards[0].span, "its shards")],
            note="MyCat would send every statement to all of them: rows twice, sums doubled",
            help="write `by copy`, a method such as `by mod(id)`, or one shard after `on`",
        )

    def _no_options(self, part: Declaration) -> None:
        for statement in part.rest:
            self.names.report.error(
                "unknown-word",
                f"`table` knows no `{statement.word.text}`",
                at=statement.word.span,
                note="options belong to a method, as in `by range(id) { rows 0..999 to 0 }`",
                help="remove the line, or say the method that it is for",
            )


def _value(entity: Entity, slot: str) -> str | None:
    return entity.fields[slot].value if slot in entity.fields else None
