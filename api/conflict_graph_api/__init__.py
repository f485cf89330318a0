"""The web service: routes read input, call the library, return models."""
