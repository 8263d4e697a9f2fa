"""One tag of an image is pulled, and another one is used.

An image without a tag means `latest`. What was chosen with care and pulled lies unused, and
whatever is the newest that day runs in its place.

Source: docs.docker.com, "docker image tag": the tag defaults to latest.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.image import image
from dbstackc.check.rule import Report
from dbstackc.lint.facts.machine import Pull, Retag
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "images.sh"

BAD = """
docker pull percona/percona-xtradb-cluster:8.4.10
docker tag percona/percona-xtradb-cluster registry.internal:5000/pxc:1
"""

GOOD = """
docker pull percona/percona-xtradb-cluster:8.4.10
docker tag percona/percona-xtradb-cluster:8.4.10 registry.internal:5000/pxc:1
"""


def check(stack: Stack, report: Report) -> None:
    """Report each untagged image that gets another name, where a tag of it was pulled."""
    pulled: dict[str, Pull] = {}
    for pull in stack.all(Pull):
        named = image(pull.name.text)
        if named.tag and named.tag != "latest":
            pulled.setdefault(named.repository, pull)
    for tag in stack.all(Retag):
        named = image(tag.name.text)
        if named.tag or named.digest or named.repository not in pulled:
            continue
        pull = pulled[named.repository]
        wanted = image(pull.name.text).tag
        report(
            f"`{tag.second.text}` is `latest`, not the `{wanted}` that was pulled",
            at=tag.name.span,
            says="no tag: `latest`",
            beside=[(pull.name.span, f"`{wanted}` is chosen here")],
            note="whatever is the newest that day runs in place of what was chosen",
            help=f"write `{tag.name.text}:{wanted}`",
        )
