"""Rules about one Compose file; one file each, named as its rule."""
