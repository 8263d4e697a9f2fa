"""Compose files and stacks that exist: read as they stand, every value with its place."""
