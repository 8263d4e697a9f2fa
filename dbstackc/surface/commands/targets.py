"""`dbstackc targets`: list the formats that are written."""

from pathlib import Path

from dbstackc.emit.load import load, names
from dbstackc.surface.asked import Asked
from dbstackc.surface.exits import DONE, MisuseError
from dbstackc.surface.pages import Row, listing
from dbstackc.surface.talk import Talk


def run(asked: Asked, talk: Talk) -> int:
    """Print the targets, ours first."""
    place = Path(asked.text("targets")) if asked.text("targets") else None
    if place is not None and not place.is_dir():
        raise MisuseError(f"`{place}` is no folder of targets")
    rows = [_row(name, None) for name in names()]
    rows += [_row(name, place) for name in (names(place) if place else ())]
    pages = (f"# {row['name']}\n\n{row['page']}\n" for row in rows)
    talk.out(listing(rows, asked.text("output-format", "full"), pages))
    return DONE


def _row(name: str, place: Path | None) -> Row:
    page = (load(name, place).__doc__ or "").strip()
    return {"name": name, "title": page.partition("\n")[0], "page": page}
