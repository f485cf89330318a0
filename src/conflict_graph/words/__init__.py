"""Claims in plain English."""
