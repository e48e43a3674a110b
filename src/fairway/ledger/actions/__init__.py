"""Filling and dropping counts."""
