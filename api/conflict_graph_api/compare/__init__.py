"""Two things side by side, and the paths between them."""
