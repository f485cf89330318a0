"""RDF files and request bodies: bytes to quads that still know their lines; nothing here knows a claim."""
