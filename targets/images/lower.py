"""Topology to the folders that images are built from, and to the step that builds them."""

from collections.abc import Iterator
from pathlib import Path

from dbstackc.emit.document import Document, shipped
from dbstackc.emit.pull import pulled
from dbstackc.emit.service.build import services
from dbstackc.emit.trace import Lines
from dbstackc.model.machine import Image
from dbstackc.model.topology import Topology

from .dockerfile import dockerfile

SHELL = Path(__file__).resolve().parent / "shell"

LOG = """\
<?xml version="1.0" encoding="UTF-8"?>
<Configuration status="WARN">
  <Appenders>
    <Console name="Console" target="SYSTEM_OUT">
      <PatternLayout pattern="%d %-5p [%t] %c{1} - %m%n"/>
    </Console>
  </Appenders>
  <Loggers>
    <Root level="info">
      <AppenderRef ref="Console"/>
    </Root>
  </Loggers>
</Configuration>"""
"""Where MyCat writes its log: to the console; its own file grows in the container.

Source: MyCat 1.6.7.4, assembly/conf/log4j2.xml.
"""


def lower(topology: Topology) -> Iterator[Document]:
    """Yield each image's folder, and, where something runs one, the step that builds it there."""
    rows = Lines()
    rows.add("# host, image, folder")
    needed: dict[tuple[str, str], None] = {}
    of = {pulled(topology, image.tag): image for image in topology.images}
    for service in services(topology):
        tag, host = service.recipe.image, service.host
        if topology.registry:
            # built once, beside the registry; the others pull it
            host = topology.registry.host
        if tag in of and (host.name, tag) not in needed:
            needed[host.name, tag] = None
            rows.add(f"{host.name}\t{tag}\timages/{of[tag].name}", of[tag].span)
    run = {of[tag].tag for _, tag in needed}
    for image in topology.images:
        if image.is_said or image.tag in run:
            yield from _folder(image)
    if needed:
        yield Document(path="steps/images.txt", lines=rows, title="the images that are built")
        for name, title, mode in (
            ("images.sh", "part of the other scripts", 0o644),
            ("35-images.sh", "one step of up.sh", 0o755),
        ):
            yield shipped(SHELL / name, f"steps/{name}", title, mode)


def _folder(image: Image) -> Iterator[Document]:
    folder = f"images/{image.name}"
    yield Document(
        path=f"{folder}/Dockerfile", lines=dockerfile(image), title=f"the image {image.tag}"
    )
    if image.recipe == "mycat":
        log = Lines()
        log.add(LOG, image.span)
        yield Document(path=f"{folder}/log4j2.xml", lines=log, title="MyCat's log: the console")
