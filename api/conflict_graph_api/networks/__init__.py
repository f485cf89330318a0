"""Networks as JSON and as pictures."""
