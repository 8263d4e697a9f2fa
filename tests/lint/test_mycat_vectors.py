"""`dbstackc lint` says of a conf folder what MyCat's own loader does, and why.

The cases were made by running the loader and the self check of MyCat 1.6.7.4.
"""

from typing import Any

import pytest

from dbstackc.base.diagnostic import Diagnostic
from dbstackc.base.source import Source
from dbstackc.work.lint import lint_sources
from tests.unit.mycat.test_loader import CASES, UNTOLD, folder

WHOLE = {"cacheservice.properties": "factory.encache=io.mycat.cache.impl.EnchachePooFactory\n"}
"""A file that shows that the folder is there as a whole."""

REASONS = {
    "SAXParseException": {"mycat/form", "mycat/no-xml", "mycat/other-version"},
    "duplicated": {"mycat/declared-twice"},
    "For input string": {
        "mycat/not-a-number",
        "mycat/bad-function",
        "mycat/bad-list",
        "mycat/bad-url",
        "mycat/bad-sequence",
    },
    "is not exist": {"mycat/unknown-schema"},
    "partition size": {"mycat/partition-count"},
    "is not valid": {"mycat/other-version"},
    "partitionScope": {"mycat/segments-not-1024"},
    "ClassNotFound": {"mycat/other-version", "mycat/unknown-class"},
    "can't find function": {"mycat/unknown-function"},
    "is not found": {"mycat/unknown-rule", "mycat/unknown-node"},
    "can't find class resource": {"mycat/missing-file"},
    "not supported yet": {"mycat/no-driver"},
    "dnNames.length": {"mycat/bad-list"},
    "doesn't exist in": {"mycat/unknown-user"},
}
"""What the engine's reason holds, and the rules that name it."""


def refusals(case: dict[str, Any]) -> list[Diagnostic]:
    """Return what linting the folder of a case finds that MyCat does not start with."""
    sources = [Source(name, text) for name, text in (WHOLE | folder(case)).items()]
    found = [each for each in lint_sources(sources).found if each.rule.startswith("mycat/")]
    return [each for each in found if "not start" in " ".join(each.notes)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_a_folder_is_refused_as_by_the_engine(case: dict[str, Any]) -> None:
    told = {each.rule for each in refusals(case)}
    agreed = bool(told) == (case["verdict"] == "rejected")
    assert agreed == (case["name"] not in UNTOLD), told
    if told:
        reason = case["rootException"]
        wanted = [rules for word, rules in REASONS.items() if word in reason]
        assert all(rules & told for rules in wanted), (reason, told)
