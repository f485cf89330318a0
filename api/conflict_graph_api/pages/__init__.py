"""What the pages show: each module turns claims into the plain data of one kind of page."""
