"""Writes to people: what sources state (`storing`), everyday changes (`changing`), accounts (`accounts`)."""
