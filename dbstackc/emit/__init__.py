"""Floor 5: the ground that targets stand on. Names no target; finds them in a folder."""
