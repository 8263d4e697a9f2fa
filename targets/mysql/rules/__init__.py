"""Rules about one option file; one file each, named as its rule."""
