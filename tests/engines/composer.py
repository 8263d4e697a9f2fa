"""Ask docker-compose about many files in one process: to start it takes most of its time.

Debian's docker-compose is a Python program, and its interpreter is not ours. This module is both
ends: imported, it starts the other one; run by that interpreter, it answers.
"""

import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

NO_DAEMON = "unix:///nonexistent/docker.sock"


class Composer:
    """One docker-compose that goes on answering."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def ask(self, *paths: Path) -> str:
        """Return its complaint of a Compose file, and of those that are laid over it."""
        return self._said(["-q"], paths)[0]

    def shows(self, *paths: Path) -> str:
        """Return what it makes of files, as one file; nothing where it refuses them."""
        return self._said([], paths)[1]

    def _said(self, words: list[str], paths: tuple[Path, ...]) -> tuple[str, str]:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps([words, [str(path) for path in paths]]) + "\n")
        self._process.stdin.flush()
        complaint, shown = json.loads(self._process.stdout.readline())
        return complaint, shown


@contextmanager
def composer(program: str) -> Iterator[Composer]:
    """Start docker-compose, and end it.

    program: where it is; its first line names its interpreter.
    """
    interpreter = Path(program).read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("#!")
    with subprocess.Popen(
        [*interpreter.split(), __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "DOCKER_HOST": NO_DAEMON, "PYTHONPATH": ""},
    ) as process:
        yield Composer(process)
        assert process.stdin
        process.stdin.close()


def _answer() -> None:
    """Answer each line of standard input: words and paths, and then what docker-compose says."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as heard:
        os.dup2(heard.fileno(), 2)
        from compose.cli.main import main  # type: ignore[import-not-found]

        for line in sys.stdin:
            words, paths = json.loads(line)
            files = [part for path in paths for part in ("-f", path)]
            folder = str(Path(paths[0]).parent)
            sys.argv = ["docker-compose", "--project-directory", folder, *files, "config", *words]
            shown = io.StringIO()
            os.ftruncate(2, 0)
            os.lseek(2, 0, os.SEEK_SET)
            code = 0
            try:
                with redirect_stdout(shown):
                    main()
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 1
            except Exception as error:  # as it ends there with a traceback
                print(f"{type(error).__name__}: {error}", file=sys.stderr)
            sys.stderr.flush()
            heard.seek(0)
            said = heard.read().strip()
            said = said or (f"exit code {code}, in silence" if code else "")
            print(json.dumps([said, "" if code else shown.getvalue()]), flush=True)


if __name__ == "__main__":
    _answer()
