"""What `backup.sh prune` removes, on folders drawn at random: never the last good copy."""

import hashlib
import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from dbstackc.emit.load import load
from tests.conftest import DEPTH
from tests.engines.need import find

SCRIPT = load("backup.lower").SHELL / "backup.sh"

KINDS = ("good", "good", "good", "damaged", "unfinished", "strange")
"""How a folder among the copies may be; the last two are none of ours to judge."""

AGES = st.integers(0, 20 * 24).map(lambda hours: hours * 3600 + 1800)
"""Seconds, never near a whole hour: the clock goes on while the script runs."""


def lay(place: Path, name: str, kind: str) -> Path:
    """Make a folder of a kind, and return it."""
    folder = place / {"unfinished": f"{name}.part", "strange": f"{name}-kept"}.get(kind, name)
    folder.mkdir(parents=True)
    (folder / "data.gz").write_text(name)
    digest = hashlib.sha256(name.encode()).hexdigest()
    (folder / "SHA256SUMS").write_text(f"{digest}  data.gz\n")
    if kind == "damaged":
        (folder / "data.gz").write_text("rot")
    return folder


def prune(place: Path, keep: str) -> set[str]:
    """Run the script over copies, and return the names that are left."""
    script = place / "backup" / "backup.sh"
    script.parent.mkdir()
    script.write_bytes(SCRIPT.read_bytes())
    row = f"c s n member files a x /kept {keep} 60 60 no -".replace(" ", "\t")
    (script.parent / "backup.txt").write_text(f"# one\n{row}\n")
    done = subprocess.run(
        [find("sh") or "sh", str(script), "c", "prune"],
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], "DBS_UNDER": str(place)},
    )
    assert done.returncode == 0, done.stderr
    return {path.name for path in (place / "kept/s/c").iterdir()}


@settings(max_examples=60 * DEPTH)
@given(
    st.dictionaries(AGES, st.sampled_from(KINDS), min_size=1, max_size=8),
    st.one_of(
        st.integers(1, 5).map(str),
        st.integers(1, 15).map(lambda days: f"{days * 86400}s"),
    ),
)
def test_the_last_good_copy_stays_and_so_does_what_is_to_be_kept(
    drawn: dict[int, str], keep: str
) -> None:
    now = datetime.now(UTC)
    with TemporaryDirectory() as folder:
        place = Path(folder)
        names = {
            age: lay(place / "kept/s/c", f"{now - timedelta(seconds=age):%Y%m%dT%H%M%SZ}", kind)
            for age, kind in drawn.items()
        }
        left = prune(place, keep)
    gone = {age for age, path in names.items() if path.name not in left}
    assert not {names[age].name for age in gone} & left
    whole = sorted(age for age, kind in drawn.items() if kind in ("good", "damaged"))
    good = [age for age in whole if drawn[age] == "good"]
    assert all(drawn[age] in ("good", "damaged") for age in gone), "a folder that is no copy"
    if not good:
        assert not gone
        return
    assert good[0] not in gone, "the last good copy"
    if keep.endswith("s"):
        old = {age for age in whole if age > int(keep[:-1])}
    else:
        old = set(whole[int(keep) :])
    assert gone == {age for age in old if age > good[0]}
