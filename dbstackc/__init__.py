"""Compile one description of a MySQL stack into the files its engines read."""
