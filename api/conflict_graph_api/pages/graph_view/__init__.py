"""The graph view: a scene becomes a picture, tables, numbers and files, all from one assembled answer."""
