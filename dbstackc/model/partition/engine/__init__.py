"""What the partition functions share: how the engine reads numbers, dates and map files.

Nothing here is a method; every module beside this folder is one.
"""
