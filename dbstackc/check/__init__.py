"""Floor 4: whether a topology is right. One file a rule; the file's name is the rule's name."""
