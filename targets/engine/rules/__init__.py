"""Rules about one daemon.json; one file each, named as its rule."""
