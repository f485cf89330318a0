"""Read: bytes become checked claims."""
