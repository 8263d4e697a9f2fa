"""The rules: one file each, with LEVEL, BAD, GOOD and `check`; nothing else lists them."""
