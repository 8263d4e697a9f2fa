"""A Swarm stack: the same containers, each pinned to its machine by a label.

Only where the topology says `deploy swarm`. The stack names its configs by what is in them, so it
is made when all other files are.
"""

from collections.abc import Iterable, Iterator, Sequence

from dbstackc.base.report import Report
from dbstackc.emit.target import Artifact
from dbstackc.model.topology import Topology

from .document import Stack
from .files import check_sizes
from .lower import lower
from .write import birth_file, stack_file


class Swarm:
    """The target."""

    name = "swarm"

    def lower(self, topology: Topology, report: Report) -> Iterable[Stack]:
        """Yield nothing: a stack is printed when its configs are known, by `finish`."""
        return ()

    def write(self, document: Stack) -> Artifact:
        """Print a stack whose configs are not known."""
        return stack_file(document, {})

    def finish(
        self, topology: Topology, artifacts: Sequence[Artifact], report: Report
    ) -> Iterator[Artifact]:
        """Yield the stack, and what differs the one time that its Galera clusters are born.

        artifacts: the files of all other targets.

        Reports: cannot-express.
        """
        stack = lower(topology, report)
        if stack is None:
            return
        made = {artifact.path: artifact for artifact in artifacts}
        check_sizes(stack, made, report)
        yield stack_file(stack, made)
        if any(service.birth for service in stack.services):
            yield birth_file(stack, made)


TARGET = Swarm()
