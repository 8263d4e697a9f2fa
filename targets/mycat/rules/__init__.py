"""Rules over MyCat's files alone; each module is one."""
