"""Rules about one keepalived.conf; one file each, named as its rule."""
