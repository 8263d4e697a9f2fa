"""Images that are built: those that are spoken of, and those that nobody else has."""

from collections.abc import Iterable

from dbstackc.base.origin import Origin
from dbstackc.language.declaration import Entity
from dbstackc.language.program import Program
from dbstackc.model import verbatim
from dbstackc.model.inherit import Heritage
from dbstackc.model.known import BASES
from dbstackc.model.machine import Image
from dbstackc.model.resolve import Names
from dbstackc.model.thing import Thing
from dbstackc.model.topology import Router, Vip

OURS = "dbstackc/"
"""Images that no registry has: what a router and a vip run where nothing else is said."""

ARCHIVES = {
    "1.6.7.4": "http://dl.mycat.org.cn/1.6.7.4/Mycat-server-1.6.7.4-release/"
    "Mycat-server-1.6.7.4-release-20200105164103-linux.tar.gz",
    "1.6.7.6": "http://dl.mycat.org.cn/1.6.7.6/20220524101549/"
    "Mycat-server-1.6.7.6-release-20220524173810-linux.tar.gz",
}
"""Where MyCat's releases lie, by version; nothing is encrypted there, so a checksum is a must."""


def images(
    program: Program,
    heritage: Heritage,
    names: Names,
    routers: Iterable[Router],
    vips: Iterable[Vip],
) -> list[Image]:
    """Return the images in the order written, then those that follow from what things run.

    Reports: twice.
    """
    found: dict[str, Image] = {}
    for entity in program.of("image"):
        image = _said(entity, heritage)
        if image is None:
            continue
        first = found.setdefault(image.tag, image)
        if first is not image:
            names.report.error(
                "twice",
                f"`{image.tag}` is built twice",
                at=image.origin("tag"),
                beside=[(first.origin("tag"), f"by `{first.name}`")],
                note="a name means one image, and the second build would replace the first",
                help="choose another tag for one of them",
            )
    taken = {image.name for image in found.values()}
    for recipe, thing, tag in _run(routers, vips):
        if tag.startswith(OURS) and tag not in found:
            image = found[tag] = _derived(recipe, thing, tag, taken)
            taken.add(image.name)
    return list(found.values())


def _said(entity: Entity, heritage: Heritage) -> Image | None:
    if "tag" not in entity.fields:
        return None
    origins: dict[str, Origin] = {}
    tag, recipe = (heritage.value(entity, slot, origins) for slot in ("tag", "recipe"))
    base = heritage.value(entity, "base", origins) or BASES[recipe]
    archive = heritage.value(entity, "archive", origins)
    if recipe == "mycat" and archive is None:
        archive = _archive(tag)
    packages = heritage.given(entity, "packages")
    heritage.value(entity, "packages", origins)
    return Image(
        name=entity.name,
        span=entity.span,
        origins=origins,
        doc=entity.doc,
        tag=tag,
        recipe=recipe,
        base=base,
        packages=packages.values if packages else (),
        archive=archive or "",
        sha256=heritage.value(entity, "sha256", origins) or "",
        verbatim=verbatim.lines(heritage.parts(entity, "verbatim"), origins),
        is_said=True,
    )


def _run(routers: Iterable[Router], vips: Iterable[Vip]) -> Iterable[tuple[str, Thing, str]]:
    yield from (("mycat", each, each.image) for each in routers)
    yield from (("keepalived", each, each.image) for each in vips)


def _derived(recipe: str, thing: Thing, tag: str, taken: set[str]) -> Image:
    """Return an image that nobody speaks of, but something runs."""
    name = tag.removeprefix(OURS).partition(":")[0].replace("/", "-")
    while name in taken:
        name += "-1"
    at = Origin(thing.origin("image"), "derived", "no registry has it")
    return Image(
        name=name,
        span=thing.origin("image"),
        origins={"tag": at, "recipe": at},
        tag=tag,
        recipe=recipe,
        base=BASES[recipe],
        packages=(),
        archive=_archive(tag) if recipe == "mycat" else "",
        sha256="",
        verbatim=(),
        is_said=False,
    )


def _archive(tag: str) -> str:
    """Return where the release lies that a tag names, else the one that is tried most."""
    return ARCHIVES.get(tag.rpartition(":")[2], ARCHIVES["1.6.7.4"])
