"""The importer of tables: CSV files and workbooks."""
