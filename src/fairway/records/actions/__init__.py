"""Writes to the lake and what the database says about it: `storing`, `publishing`, `erasing`, `upkeep`."""
