"""The map, as a page and as JSON."""
