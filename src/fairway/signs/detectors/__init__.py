"""Detectors: one module per cause, each with `find(case)`, which gives the signs it sees. None is often the answer."""
