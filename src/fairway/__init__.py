"""Fairway: whether each seller executes their High-Impact Activities, why not if not, and whether they help if so."""

__version__ = "0.1.0"
