"""The pages of things, and the same as JSON."""
