"""Images to Dockerfiles.

Each step of a build that fetches is a stage of its own: what it took to fetch is in no image that
runs. A layer that installs packages brings its lists up to date itself, and leaves none behind.

Source: Docker documentation, "Building best practices" (apt-get), "Multi-stage builds".
"""

import json

from dbstackc.emit.router_files import HOME
from dbstackc.emit.service.contract import KEEPALIVED, MYCAT_USER
from dbstackc.emit.service.health import GREETING
from dbstackc.emit.trace import Lines
from dbstackc.model.known import BASES
from dbstackc.model.machine import Image

JNDI = "org/apache/logging/log4j/core/lookup/JndiLookup.class"
"""The class of log4j 2.5 by which a line in a log runs what its writer likes (CVE-2021-44228).

Source: logging.apache.org, "Apache Log4j security vulnerabilities", mitigation before 2.16.
"""

STATE = ("conf", "logs", "tmlogs")
"""Folders that MyCat writes to, and that must outlive a container."""


def dockerfile(image: Image) -> Lines:
    """Return the Dockerfile of an image."""
    lines = Lines()
    lines.add(f"# {image.tag}. Made by dbstackc: change the .dbs instead.", image.span)
    for line in image.doc:
        lines.add(f"# {line}")
    if image.recipe == "mycat":
        _fetched(lines, image)
    lines.add(f"FROM {image.base}", image.origin("base"))
    packages = (*(("keepalived",) if image.recipe == "keepalived" else ()), *image.packages)
    if packages:
        lines.add(_install(packages), image.origin("packages"))
    if image.recipe == "mycat":
        _mycat(lines)
    for index, line in enumerate(image.verbatim):
        lines.add(line, image.origin(f"verbatim.{index}"))
    lines.add("", image.span)
    if image.recipe == "mycat":
        _mycat_runs(lines)
    if image.recipe == "keepalived":
        _keepalived_runs(lines)
    return lines


def _install(packages: tuple[str, ...]) -> str:
    return (
        "RUN apt-get update \\\n"
        f" && apt-get install -y --no-install-recommends {' '.join(packages)} \\\n"
        " && rm -rf /var/lib/apt/lists/*"
    )


def _fetched(lines: Lines, image: Image) -> None:
    """Add the stage that fetches MyCat: checked, without its passwords, without what is unsafe.

    The accounts of MyCat's own server.xml have passwords that everybody knows; without the three
    files it does not start until it is given some.

    Source: MyCat 1.6.7.4, src/main/resources/server.xml, assembly/bin.
    """
    lines.add(f"FROM {BASES['plain']} AS fetched", image.span)
    lines.add(_install(("ca-certificates", "curl", "zip")))
    lines.add("# archive.tar.gz, if it lies beside this file, is taken and nothing is fetched")
    lines.add("COPY Dockerfile archive.tar.gz* /fetched/")
    lines.add(f'ARG ARCHIVE="{image.archive}"', image.origin("archive"))
    lines.add(f'ARG SHA256="{image.sha256}"', image.origin("sha256"))
    lines.add(
        "RUN cd /fetched \\\n"
        ' && { [ -f archive.tar.gz ] || curl -fsSL --retry 3 -o archive.tar.gz "$ARCHIVE"; } \\\n'
        " && found=$(sha256sum archive.tar.gz | cut -d ' ' -f 1) \\\n"
        ' && case "$SHA256" in \\\n'
        '      "$found") ;; \\\n'
        f'      "") echo "nobody said the sha256 of image {image.name}; what came has $found" >&2; '
        "exit 1 ;; \\\n"
        f'      *) echo "the archive of image {image.name} is another one: it has $found" >&2; '
        "exit 1 ;; \\\n"
        "    esac \\\n"
        " && tar -xzf archive.tar.gz -C /usr/local --no-same-owner \\\n"
        " && rm archive.tar.gz \\\n"
        f" && cd {HOME} \\\n"
        " && rm -rf bin conf/server.xml conf/schema.xml conf/rule.xml \\\n"
        f' && zip -q -d lib/log4j-core-2.*.jar "{JNDI}" \\\n'
        f" && mkdir -p {' '.join(STATE)}",
        image.span,
    )
    lines.add("")


def _mycat(lines: Lines) -> None:
    """Add what runs: as nobody in particular, on the Java that it is made for.

    Source: MyCat 1.6.7.4, pom.xml (1.8), memory/unsafe/Platform.java (sun.misc.Cleaner, gone in 9).
    """
    lines.add("RUN java -version 2>&1 | grep -q '\"1[.]8[.]'")
    lines.add(
        f"RUN groupadd --system --gid {MYCAT_USER} mycat \\\n"
        f" && useradd --system --uid {MYCAT_USER} --gid mycat --no-create-home mycat"
    )
    lines.add(f"COPY --from=fetched --chown=mycat:mycat {HOME} {HOME}")
    lines.add(f"COPY --chown=mycat:mycat log4j2.xml {HOME}/conf/log4j2.xml")


def _mycat_runs(lines: Lines) -> None:
    lines.add(f"WORKDIR {HOME}")
    lines.add("USER mycat")
    lines.add("VOLUME [" + ", ".join(f'"{HOME}/{folder}"' for folder in STATE) + "]")
    lines.add("EXPOSE 8066 9066")
    lines.add("# it accepts connections before it can serve; once it can, its fifth byte is 10")
    lines.add(
        "HEALTHCHECK --interval=10s --timeout=5s --start-period=120s \\\n"
        f'  CMD ["bash", "-c", "{GREETING.format(port=8066)}"]'
    )
    lines.add(
        'CMD ["java", "-server", "-Xmx1g", "-XX:MaxDirectMemorySize=512m", \\\n'
        f'     "-DMYCAT_HOME={HOME}", "-cp", "conf:lib/*", "io.mycat.MycatStartup"]'
    )


def _keepalived_runs(lines: Lines) -> None:
    """Add how keepalived runs; it is root, since it adds addresses.

    No health check: it has no door, and its end is the container's.
    """
    lines.add("RUN keepalived --version")
    lines.add(f"CMD {json.dumps(KEEPALIVED)}")
