"""Fuzz the formatter: it changes no meaning, loses no comment, and changes nothing twice."""

import sys

import atheris

with atheris.instrument_imports(include=["dbstackc"]):
    from tests.fuzz.hold import hold_format

if __name__ == "__main__":
    atheris.Setup(sys.argv, hold_format)
    atheris.Fuzz()
