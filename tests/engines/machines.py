"""Read what machines are made known by: an inventory of Ansible, and user data of cloud-init."""

from pathlib import Path

import yaml

KNOWN = {"hostname", "package_update", "packages", "runcmd", "write_files"}
"""Keys of user data. Source: cloud-init 22.4, config/schemas/schema-cloud-config-v1.json."""


def judge(path: Path) -> str:
    """Say what is wrong with one of them, by its form."""
    text = path.read_text(encoding="utf-8")
    whole = yaml.safe_load(text)
    if path.name == "inventory.yml":
        hosts = whole["all"]["hosts"]
        named = {h for g in whole["all"].get("children", {}).values() for h in g["hosts"]}
        return "" if named <= hosts.keys() else f"no such hosts: {sorted(named - hosts.keys())}"
    if not text.startswith("#cloud-config\n"):
        return "it does not say that it is user data"
    return ", ".join(sorted(whole.keys() - KNOWN))
