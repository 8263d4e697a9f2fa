"""Option files of MySQL and MariaDB that exist, read as their servers read them."""
