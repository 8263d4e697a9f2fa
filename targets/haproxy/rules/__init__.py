"""Rules about one haproxy.cfg; one file each, named as its rule."""
