"""The front page, the lists of things, and search."""
