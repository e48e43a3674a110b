"""Corrections: versions of a metric that give closed weeks other numbers. What each changes, and what is kept of it."""
