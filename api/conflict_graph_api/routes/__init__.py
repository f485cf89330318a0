"""The routes of the service: each reads its inputs, makes one call and writes one answer."""
