"""Floor 6, beside `work`: a bundle handed to the checkers that its engines bring along."""
