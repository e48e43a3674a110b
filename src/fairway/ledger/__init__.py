"""Weekly counts per seller and metric, roll-ups per manager; drop and refill; the rows behind a number.

Takes definitions and published lake versions; gives counts. Refuses to know targets and statuses.
"""
