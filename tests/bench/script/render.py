"""The plain script that people write: Jinja2 templates, one JSON file, and no question asked.

`python render.py FLAT.json FIXED OUT` writes the same kinds and numbers of files as dbstackc does
for the same stack, without a check, a manifest or a source map. FIXED is a folder of files that are
the same in every stack, copied as they are.
"""

import json
import shutil
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import jinja2

GCOMM = 10_000
"""Distance of a node's group port from its own."""


def write(path: Path, text: str) -> None:
    """Write a file."""
    path.write_text(text, encoding="utf-8")


def make(folder: Path) -> Path:
    """Make a folder, and those above it."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def render(stack: dict[str, Any], fixed: Path, out: Path) -> None:
    """Write every file of a stack."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    env.globals["stack"] = stack
    templates = {name: env.get_template(name) for name in env.list_templates()}

    hosts = {host["name"]: host for host in stack["hosts"]}
    for host in stack["hosts"]:
        host["nodes"], host["born"] = [], []
        host["routers"], host["balancers"], host["holders"] = [], [], []
    for cluster in stack["clusters"]:
        for node in cluster["nodes"]:
            node["cluster"] = cluster
            node["address"] = hosts[node["host"]]["address"]
            hosts[node["host"]]["nodes"].append(node)
        cluster["peers"] = ",".join(
            f"{node['address']}:{node['port'] + GCOMM}" for node in cluster["nodes"]
        )
        hosts[cluster["nodes"][0]["host"]]["born"].append(cluster["nodes"][0])
    for kind in ("routers", "balancers"):
        for each in stack[kind]:
            hosts[each["host"]][kind].append(each)
    for holder in stack["vip"]["holders"]:
        hosts[holder["host"]]["holders"].append(holder)
    databases = defaultdict(list)
    for shard in stack["schema"]["shards"]:
        databases[shard["cluster"]].append(shard["database"])
    stack["databases"] = databases

    for host in stack["hosts"]:
        folder = out / "hosts" / host["name"]
        if not host["nodes"] and not host["holders"]:
            continue
        make(folder)
        write(folder / ".env", f"COMPOSE_PROJECT_NAME={stack['name']}\n")
        write(folder / "compose.yml", templates["compose.yml.j2"].render(host=host))
        if host["born"] or host["holders"]:
            write(folder / "fill.txt", templates["fill.txt.j2"].render(host=host))
            shutil.copy(fixed / "fill.sh", folder / "fill.sh")
        if host["born"]:
            write(folder / "bootstrap.yml", templates["bootstrap.yml.j2"].render(host=host))
            place = make(folder / "sql")
            for node in host["born"]:
                text = templates["cluster.sql.j2"].render(cluster=node["cluster"])
                write(place / f"{node['cluster']['name']}.sql", text)
        if host["nodes"]:
            place = make(folder / "mysql")
            for node in host["nodes"]:
                text = templates["node.cnf.j2"].render(node=node, cluster=node["cluster"])
                write(place / f"{node['name']}.cnf", text)
        for balancer in host["balancers"]:
            text = templates["haproxy.cfg.j2"].render(balancer=balancer)
            write(make(folder / "haproxy") / f"{balancer['name']}.cfg", text)
        for holder in host["holders"]:
            text = templates["keepalived.conf.j2"].render(holder=holder, host=host)
            write(make(folder / "keepalived") / "host.conf", text)
        for router in host["routers"]:
            place = make(folder / "mycat" / router["name"])
            for name in ("schema.xml", "rule.xml", "server.xml", "myid.properties"):
                write(place / name, templates[f"{name}.j2"].render(router=router))
            sequence = f"WORKID={router['index']}\nDATAACENTERID=0\n"
            write(place / "sequence_time_conf.properties", sequence)
            for name in ("log4j2.xml", "start.sh"):
                shutil.copy(fixed / name, place / name)
    shutil.copytree(fixed / "bundle", out, dirs_exist_ok=True)
    for name in ("hosts.txt", "nodes.txt", "services.txt"):
        write(out / "steps" / name, templates[f"{name}.j2"].render())
    write(out / "steps" / "networks.txt", "# host, network, options\n")
    write(out / "steps" / "name.txt", f"{stack['name']}\n")


if __name__ == "__main__":
    render(
        json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")),
        Path(sys.argv[2]),
        Path(sys.argv[3]),
    )
