"""Storing standings (`scoring`), and everything that follows when records changed (`refreshing`)."""
