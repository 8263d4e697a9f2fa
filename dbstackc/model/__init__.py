"""Floor 3: what a file means. Shards, nodes and VIPs, with everything that follows derived."""
