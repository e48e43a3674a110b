"""Writes to plans: everyday changes (`changing`, `pasting`), the seller's answers (`agreeing`), what sources state
(`applying`), drafts (`drafting`).
"""
