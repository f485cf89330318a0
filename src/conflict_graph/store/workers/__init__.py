"""Processes that can be killed: free-form queries and updates run there."""
