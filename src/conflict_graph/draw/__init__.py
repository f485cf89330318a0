"""Pictures and files made from records; nothing here asks a store."""
