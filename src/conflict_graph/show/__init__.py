"""Show: pictures and files made of relationships, offline."""
