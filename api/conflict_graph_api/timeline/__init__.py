"""The timeline, as a page and as JSON."""
