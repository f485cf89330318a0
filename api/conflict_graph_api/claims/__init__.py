"""Claims, positions, meetings and verdicts as JSON."""
