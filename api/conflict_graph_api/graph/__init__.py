"""The graph view: page, scenes, evidence, files."""
