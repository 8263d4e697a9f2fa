"""Ask Ansible about its inventory, and cloud-init about user data."""

from pathlib import Path

from dbstackc.verify.checkers import ansible, cloud_init
from dbstackc.verify.contract import Checker, Desk
from dbstackc.work.program import Patience
from tests.engines.ask import SECONDS
from tests.engines.need import need


def judge(path: Path) -> str:
    """Return what the one that reads a file says of it; nothing where it is content."""
    is_inventory = path.name == "inventory.yml"
    need("ansible-inventory" if is_inventory else "cloud-init")
    checker: Checker = ansible if is_inventory else cloud_init
    with Desk(path.parent, Patience(SECONDS)) as desk:
        return "\n".join(each.text for each in checker.ask(desk, path.name))
