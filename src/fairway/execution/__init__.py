"""Counts against plans: the scorecard, and `status.py`, which alone decides a status.

Takes plans, counts, working time and coverage; gives one standing per seller and HIA. Refuses to know why.
"""
