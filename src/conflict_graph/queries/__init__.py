"""Named queries: their catalogue, typed parameters, results, and what is cached for a snapshot."""
