"""SPARQL over HTTP: queries, updates, graphs, named queries, and the query page."""
