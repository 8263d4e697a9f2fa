"""What a scalar of YAML may be: a text, a number, a yes or no, nothing.

Docker reads YAML in two ways. docker-compose 1.29 knows version 1.1, where `yes` is a boolean and
`1:30` is a number; Compose 2 knows both as texts. What either of them sees counts.

Source: YAML 1.1, yaml.org/type; gopkg.in/yaml.v3, resolve.go; docker-compose 1.29.2,
interpolation.py, `ConversionMap`.
"""

import re

from dbstackc.lint.yaml import Node

_BOOL = re.compile(r"(?i:true|false|yes|no|on|off|y|n)")
_PLAIN_BOOL = re.compile(r"true|True|TRUE|false|False|FALSE")
_INTEGER = re.compile(r"[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|\d[\d_]*)")
_NUMBER = re.compile(r"[-+]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?|[-+]?\.(?i:inf|nan)")
_SIXTY = re.compile(r"[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?")
_NULL = frozenset(("", "~", "null", "Null", "NULL"))


def is_null(node: Node) -> bool:
    """Tell whether nothing is written where a value may be."""
    return node.kind == "scalar" and node.plain and node.said.text in _NULL


def fits(node: Node, kind: str) -> bool:
    """Tell whether a scalar may be of a kind: text, number, integer, bool or null.

    What a variable has a part in is converted to what is asked for, if it can be.
    """
    text = node.said.text
    is_text = not node.plain or node.filled
    if kind == "null":
        return is_null(node) and not node.filled
    if kind == "bool":
        return bool(_BOOL.fullmatch(text))
    if kind == "integer":
        return bool(_INTEGER.fullmatch(text) or (not is_text and _SIXTY.fullmatch(text)))
    if kind == "number":
        return bool(_NUMBER.fullmatch(text)) or fits(node, "integer")
    if is_text:
        return True
    if _INTEGER.fullmatch(text) or is_null(node):
        return False
    return not _PLAIN_BOOL.fullmatch(text) and not re.fullmatch(_NUMBER, text)
