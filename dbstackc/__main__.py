"""`python -m dbstackc`, and the command that is installed."""

import sys


def main() -> None:
    """Run what the command line asks for, and end with its exit code."""
    if sys.argv[1:] == ["--version"]:
        from dbstackc.surface.version import version

        sys.stdout.write(f"dbstackc {version()}\n")
        return
    try:
        from dbstackc.surface.run import run

        run(sys.argv[1:])
    except KeyboardInterrupt:
        # between the start and the first moment that `run` watches over
        sys.exit(130)


if __name__ == "__main__":
    main()
