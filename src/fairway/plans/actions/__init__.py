"""Writes to plans: everyday changes (`changing`), what sources state (`applying`), drafts (`drafting`)."""
