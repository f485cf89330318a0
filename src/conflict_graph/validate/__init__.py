"""Documents against shapes, quotes and terms: one report."""
