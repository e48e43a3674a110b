"""Charts with a planted truth, and what chance alone would have made of the same numbers. Plain Python."""
