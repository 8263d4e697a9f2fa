"""One module a command: `run(asked, talk)` does it and returns the exit code."""
