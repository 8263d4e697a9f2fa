"""Floor 2: what .dbs may say. The vocabulary, as data, and the way from tree to declarations."""
