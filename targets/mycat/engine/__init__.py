"""What the engine does with its files when it starts.

Each module takes the folder and what was loaded before, and stops where the engine stops.
"""
