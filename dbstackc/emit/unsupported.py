"""What a format cannot say, as a diagnostic."""

from dbstackc.base.report import Report
from dbstackc.model.thing import Thing


def unsupported(
    report: Report,
    target: str,
    thing: Thing,
    what: str,
    why: str,
    help: str = "",
    *,
    field: str = "name",
) -> None:
    """Report that a target cannot carry what the topology says of a thing.

    what: completes "NAME cannot …", as in "reach `n1` at an IPv6 address".
    why: a fact about the format or its engine; help: an imperative, or nothing.
    field: of the thing, whose origin is shown.

    Reports: cannot-express.
    """
    report.error(
        "cannot-express",
        f"{target} cannot {what}",
        at=thing.origin(field),
        note=why,
        help=help or (),
    )
