"""Importers: streams of records to claims with evidence. One contract, one module for each kind of input."""
