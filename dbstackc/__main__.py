"""`python -m dbstackc`, and the command that is installed."""

import sys


def main() -> None:
    """Run what the command line asks for, and end with its exit code."""
    if sys.argv[1:] == ["--version"]:
        from dbstackc.surface.version import version

        sys.stdout.write(f"dbstackc {version()}\n")
        return
    from dbstackc.surface.run import run

    run(sys.argv[1:])


if __name__ == "__main__":
    main()
