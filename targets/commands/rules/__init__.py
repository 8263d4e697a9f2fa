"""Rules about one text of commands; one file each, named as its rule."""
