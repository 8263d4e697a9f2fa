"""Floor 1: how .dbs is written. Knows the shape of a file and none of its vocabulary."""
