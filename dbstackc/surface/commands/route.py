"""`dbstackc route`: tell where a row lives."""

import json

from dbstackc.base.report import Report
from dbstackc.base.suggest import nearest
from dbstackc.base.text import listed
from dbstackc.model.topology import Table, Topology
from dbstackc.surface.asked import Asked
from dbstackc.surface.commands.check import compile_named, tell_instead
from dbstackc.surface.exits import DONE, FOUND, MisuseError
from dbstackc.surface.inputs import named
from dbstackc.surface.talk import Talk


def run(asked: Asked, talk: Talk) -> int:
    """Print a line for each key; a key that has no place makes the exit code 1."""
    from dbstackc.model.route import NoRoute, route

    path, table, *keys = asked.listed("FILE") + asked.listed("TABLE") + asked.listed("KEY")
    (path,) = named([path])
    report = Report()
    compiled = compile_named(path, asked, report)
    if compiled.topology is None or report.has_errors:
        return tell_instead(report, asked.text("output-format"), talk)
    talk.draw(report)
    schema = asked.text("schema") or _schema(compiled.topology, table)
    rows, code = [], DONE
    for key in keys:
        try:
            found = route(compiled.topology, schema, table, key)
        except NoRoute as why:
            code = FOUND
            rows.append({"key": key, "why": str(why)})
            continue
        rows.extend(
            {
                "key": key,
                "shard": shard.name,
                "cluster": shard.cluster.name,
                "database": shard.database,
                "node": shard.cluster.writer.name,
                "host": shard.cluster.writer.host.name,
            }
            for shard in found.shards
        )
    if asked.text("output-format", "full") == "json":
        whole = {"schema": schema, "table": table, "rows": rows, "exit_code": code}
        talk.out(json.dumps(whole, indent=1) + "\n")
    else:
        talk.out("".join(_line(row) for row in rows))
    return code


def _line(row: dict[str, str]) -> str:
    if "why" in row:
        return f"{row['key']}: {row['why']}\n"
    return (
        f"{row['key']}: shard {row['shard']}, database {row['database']} of cluster"
        f" {row['cluster']}; writes go to {row['node']} on {row['host']}\n"
    )


def _schema(topology: Topology, table: str) -> str:
    """Return the only schema that declares a table; a table in several must be told apart."""
    holding = [s.name for s in topology.schemas if table.upper() in _names(s.tables)]
    if len(holding) == 1:
        return holding[0]
    if holding:
        names = listed([f"`{name}`" for name in holding], 9)
        raise MisuseError(f"`{table}` is a table of {names}", "say which with `--schema`")
    if len(topology.schemas) == 1:
        return topology.schemas[0].name
    near = nearest(table.upper(), {n for s in topology.schemas for n in _names(s.tables)})
    raise MisuseError(
        f"no schema declares a table `{table}`",
        f"did you mean `{near.lower()}`?" if near else "say which schema with `--schema`",
    )


def _names(tables: tuple[Table, ...]) -> set[str]:
    """Return the names of tables and their children, in upper case."""
    found: set[str] = set()
    for table in tables:
        found |= {table.name.upper(), *_names(table.children)}
    return found
