"""Imports: the records of any importer become one published change."""
