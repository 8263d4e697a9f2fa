"""Fuzz the parser: any bytes give a tree whose parts lie in the text, and mistakes that do too."""

import sys

import atheris

with atheris.instrument_imports(include=["dbstackc"]):
    from tests.fuzz.hold import hold_parse

if __name__ == "__main__":
    atheris.Setup(sys.argv, hold_parse)
    atheris.Fuzz()
