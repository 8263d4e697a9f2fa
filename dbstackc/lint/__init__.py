"""A stack as the files of its engines tell it: read, joined, judged, lifted into declarations."""
