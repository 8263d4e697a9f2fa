"""Images that are built: their recipes, and which image a recipe becomes."""

from dbstackc.base.record import record
from dbstackc.lint.facts.said import Fact, Said


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Recipe(Fact):
    """A Dockerfile; name: the file's.

    by: mycat, keepalived or plain, by what its image runs. base: what its last stage begins with,
    None where no file tells. packages: of Debian; archive, checksum: what is fetched. rest: the
    other lines of its last stage, in order, each as one line.
    is_ours: whether nothing else makes the image: what the language writes for these says as much.
    """

    by: str
    base: Said | None = None
    packages: tuple[Said, ...] = ()
    archive: Said | None = None
    checksum: Said | None = None
    rest: tuple[Said, ...] = ()
    is_ours: bool = True


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Built(Fact):
    """An image that is built; name: what it is called.

    folder: where its Dockerfile lies, relative to the file that says so.
    """

    folder: Said
