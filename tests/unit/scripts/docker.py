#!/usr/bin/env python3
"""Stand in for docker in tests of the scripts: nodes are entries of a file of JSON.

Knows the few commands that the scripts use, and fails on any other. The file, WORLD, says of each
node whether it `runs`, is `primary`, has `data`, and its `position`; `log` says what was done.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

WORLD = Path(os.environ.get("WORLD", "/nonexistent"))


def main(words: list[str]) -> int:
    """Do one command of docker on the world."""
    world: dict[str, Any] = json.loads(WORLD.read_text())
    world["log"].append(" ".join(words))
    try:
        return _do(world, words)
    finally:
        WORLD.write_text(json.dumps(world))


def _do(world: dict[str, Any], words: list[str]) -> int:
    nodes: dict[str, dict[str, Any]] = world["nodes"]
    match words:
        case ["compose", "-f", "compose.yml", "-f", override, "up", "-d", "--no-deps", name]:
            if override.endswith("recover.yml"):
                said = json.loads(Path(override).read_text())["services"][name]
                at = f"--wsrep-start-position={nodes[name]['position']}"
                assert said["command"][1:] == ["--wsrep-new-cluster", at], said
                if not nodes[name].get("safe"):
                    return 1
            nodes[name].update(runs=True, primary=True, data=True, alone=True)
        case ["compose", "up", "-d", "--no-deps", *names]:
            for name in names:
                node = nodes.setdefault(name, {})
                others = [each for key, each in nodes.items() if key != name]
                joins = any(each.get("primary") for each in others)
                node.update(runs=True, primary=joins or node.get("primary", False), alone=False)
                node["data"] = node.get("data", False) or joins
        case ["compose", "stop", *names]:
            for name in names:
                nodes[name].update(runs=False, primary=False)
        case ["compose", "run", *_, "--entrypoint", "sh", name, "-c", line]:
            if nodes[name].get("lost"):
                return 125
            return _alone(nodes[name], line)
        case ["compose", "ps", "-a"]:
            print("containers")
        case ["exec", "-i", name, "sh", "-c", line]:
            if not nodes.get(name, {}).get("runs"):
                return 1
            return _inside(world, nodes[name], name, line)
        case ["network", "inspect", name]:
            return 0 if name in world["networks"] else 1
        case ["network", "create", *_, name]:
            world["networks"].append(name)
        case _:
            print(f"no such command: {words}", file=sys.stderr)
            return 99
    return 0


def _alone(node: dict[str, Any], line: str) -> int:
    if "grastate.dat ]" in line:
        print("data" if node.get("data") else "none")
    elif "--wsrep-recover" in line:
        print(f"0 [Note] WSREP: Recovered position: {node['position']}")
    elif "safe_to_bootstrap" in line:
        node["safe"] = True
    else:
        return 98
    return 0


def _inside(world: dict[str, Any], node: dict[str, Any], name: str, line: str) -> int:
    if "SHOW GLOBAL STATUS" in line:
        size = sum(1 for each in world["nodes"].values() if each.get("primary"))
        print(f"wsrep_cluster_status\t{'Primary' if node.get('primary') else 'non-Primary'}")
        print(f"wsrep_local_state\t{4 if node.get('primary') else 0}")
        print(f"wsrep_local_state_comment\tSynced\nwsrep_cluster_size\t{size}")
    elif "grastate.dat ]" in line:
        print("data" if node.get("data") else "none")
    elif "--defaults-extra-file" in line:
        # run as the container would, with a client that shows its option file
        shown = re.sub(r"/run/secrets/", f"{os.environ['RUN_SECRETS']}/", line)
        done = subprocess.run(
            ["sh", "-c", shown], input=sys.stdin.read(), capture_output=True, text=True
        )
        world["root"].append([name, done.stdout, done.stderr])
        node["follows"] = node.get("follows") or "CHANGE" in done.stdout
        return done.returncode
    elif "SELECT" in line:
        if world.get("roles", {}).get(name) == "replica" and not node.get("follows"):
            return 1
        print("1")
    else:
        return 97
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
