"""Floor 6: the verbs, and the only hands that touch the disk."""
