"""What the name of an image says."""

from dbstackc.base.record import record


@record(frozen=True, slots=True)
class Image:
    """An image reference in its parts: repository without Docker Hub's own prefix, tag, digest."""

    repository: str
    tag: str
    digest: str


def image(text: str) -> Image:
    """Take an image reference apart; what it does not say is empty.

    Source: distribution/reference, "Grammar"; docker.io/library is what a bare name means.
    """
    name, _, digest = text.partition("@")
    path, colon, tag = name.rpartition(":")
    if not colon or "/" in tag:
        path, tag = name, ""
    for prefix in ("docker.io/", "index.docker.io/"):
        path = path.removeprefix(prefix)
    return Image(path.removeprefix("library/").lower(), tag, digest)


def numbers(tag: str) -> tuple[int, ...]:
    """Return the numbers that a tag begins with: (8, 0, 43) of `8.0.43-debian`."""
    found = []
    for part in tag.removeprefix("v").partition("-")[0].split("."):
        if not (part.isascii() and part.isdigit()):
            break
        found.append(int(part[:9]))
    return tuple(found)
