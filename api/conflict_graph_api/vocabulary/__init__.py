"""The pages of the vocabulary."""
