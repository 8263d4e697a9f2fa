"""Fuzz everything behind the parser: a text becomes findings or a bundle, and nothing is raised."""

import sys

import atheris

with atheris.instrument_imports(include=["dbstackc"]):
    from tests.fuzz.hold import hold_compile

if __name__ == "__main__":
    atheris.Setup(sys.argv, hold_compile)
    atheris.Fuzz()
