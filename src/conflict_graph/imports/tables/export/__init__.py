"""The way back: claims as tables that import to the same graph."""
