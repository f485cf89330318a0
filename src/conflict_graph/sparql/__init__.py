"""SPARQL as text: tokens, what a text does, its errors, the formats of its answers; nothing here touches a store."""
