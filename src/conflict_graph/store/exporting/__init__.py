"""A graph back to tables: rows that import to the same claims."""
