"""Floor 7: the edges, where people, editors and other programs meet the compiler."""
