"""Floor 0: where something is written, what is wrong with it, and how much of it there is.

Knows nothing of databases and imports the standard library only.
"""
