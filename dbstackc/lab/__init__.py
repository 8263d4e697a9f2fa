"""Floor 6, beside the verbs: run a bundle on this machine, break it, and count what was lost."""
