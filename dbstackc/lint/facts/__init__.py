"""What files say of a stack, in words that no format owns: the ground on which they are joined.

Readers yield facts and judge nothing. What a file leaves out is None or empty here; nothing is
filled in, neither by the engine's defaults nor by ours.
"""
