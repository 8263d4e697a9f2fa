"""How people reach machines, and what makes the machines known to them."""

from dbstackc.base.record import record
from dbstackc.lint.facts.said import Fact, Said


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Access(Fact):
    """Who logs in to machines by ssh; name: the account. port: None where none is said."""

    port: Said | None = None


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Way(Fact):
    """What makes a machine known, or ready; name: what says so.

    by: contexts (of docker), ansible, cloud-init or docker-machine. host: the machine's name, ""
    where it is none or all of them.
    """

    by: str
    host: str = ""
