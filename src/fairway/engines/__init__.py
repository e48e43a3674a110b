"""Where compiled statements run: DuckDB in memory over lake files, or PostgreSQL tables.

Takes a statement and the tables it reads; gives Arrow tables. Refuses to know what is counted.
"""
