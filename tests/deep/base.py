"""Stand-ins for the images of registries, made of Debian's packages on this machine.

`debian:12-slim` is Debian 12 with a repository of packages inside, so that a build installs what it
names and reaches no network. `eclipse-temurin:8-jre` is the same with a program `java` that says it
is 8, and greets at port 8066 as MyCat does: there is no MyCat and no Java 8 among the packages.
"""

import subprocess
from pathlib import Path

from tests.deep.docker import Docker

PACKAGES = (
    "keepalived haproxy curl zip procps iproute2 mariadb-server docker-registry wget"
    " mariadb-backup galera-4 socat rsync"
)

JAVA = r"""#!/usr/bin/perl
use IO::Socket::INET;
$| = 1;
if ($ARGV[0] eq "-version") { print STDERR "openjdk version \"1.8.0_412\"\n"; exit 0 }
-f "conf/log4j2.xml" && -d "logs" && -w "logs" or die "not at home\n";
print "MyCat Server startup successfully\n";
my $door = IO::Socket::INET->new(LocalPort => 8066, Listen => 5, ReuseAddr => 1) or die;
while (my $guest = $door->accept) { print $guest "\x4e\0\0\0\x0a5.6.29-mycat\0"; close $guest }
"""

INSIDE = (
    "mkdir -p /debs/partial && cd /debs && apt-get install -y --no-install-recommends"
    f" --download-only -o Dir::Cache::archives=/debs {PACKAGES} && dpkg-scanpackages . >Packages"
)


def root(place: Path) -> Path:
    """Make the tree of Debian 12 as an archive, once; about 20 seconds."""
    made = place / "root.tar"
    if not made.exists():
        sources = '"$1"/etc/apt/sources.list'
        hooks = (
            f"chroot \"$1\" sh -c '{INSIDE}'",
            'rm -f "$1"/etc/apt/sources.list.d/*;'
            f" echo 'deb [trusted=yes] file:/debs ./' >{sources}",
        )
        words = ["mmdebstrap", "--quiet", "--variant=minbase"]
        words += ["--include=ca-certificates,dpkg-dev", *(f"--customize-hook={h}" for h in hooks)]
        subprocess.run([*words, "bookworm", str(made)], check=True)
    return made


def bases(docker: Docker, tree: Path) -> None:
    """Give an engine the stand-ins."""
    docker.run("import", str(tree), "debian:12-slim")
    lines = ("FROM debian:12-slim", "COPY java /usr/bin/java", "RUN chmod 755 /usr/bin/java")
    build(docker, "eclipse-temurin:8-jre", {"Dockerfile": "\n".join(lines) + "\n", "java": JAVA})


def build(docker: Docker, tag: str, files: dict[str, str]) -> None:
    """Build an image from a few texts."""
    import io
    import tarfile

    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as archive:
        for name, text in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))
    docker.run("build", "-q", "-t", tag, "-", given=whole.getvalue())
