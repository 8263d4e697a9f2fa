"""From facts to declarations: a stack that exists, said in the language.

What comes out is a tree whose words lie in the files that were read, so that whatever is said of it
points there; the formatter prints it. What the language lacks is carried as `verbatim`, or told.
"""
