"""Ask: named queries, and the plain records made of their answers."""
