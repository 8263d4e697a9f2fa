"""The inventory: at most one, since it speaks of every host."""

from dbstackc.base.origin import Origin
from dbstackc.language.program import Program
from dbstackc.model.inherit import built_in
from dbstackc.model.machine import Inventory
from dbstackc.model.resolve import Names


def inventory(program: Program, names: Names) -> Inventory | None:
    """Return the inventory, or None where there is none.

    Reports: twice.
    """
    found: Inventory | None = None
    for said in program.loose:
        if said.word != "inventory" or said.poisoned or "ways" not in said.fields:
            continue
        if found is not None:
            names.report.error(
                "twice",
                "the inventory is said twice",
                at=said.span,
                beside=[(found.span, "said here")],
                help="name all ways in one of them",
            )
            continue
        login, port = (
            said.fields[slot].value if slot in said.fields else built_in(said.shape.slot(slot))
            for slot in ("login", "port")
        )
        found = Inventory(
            name="inventory",
            span=said.span,
            origins={name: Origin(given.span) for name, given in said.fields.items()},
            ways=tuple(dict.fromkeys(said.fields["ways"].values)),
            login=login,
            port=port,
        )
    return found
