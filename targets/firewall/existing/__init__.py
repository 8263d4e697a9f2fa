"""Rules of firewalls that exist, read as they stand."""
