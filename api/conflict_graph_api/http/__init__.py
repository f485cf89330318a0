"""What every route shares: inputs, formats, errors, budgets, caching."""
