"""Rules about what several files say together; one file each, named as its rule."""
