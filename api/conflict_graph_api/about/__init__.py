"""About the data, the documentation of the service, its health, and VoID."""
