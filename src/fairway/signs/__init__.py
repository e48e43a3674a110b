"""Patterns in records and ledger that may tell why an HIA is short: a logging gap, load, supply, conversion, days away.

Takes plans, counts, working time and coverage; gives `Sign`s (types.py), each with what was seen in numbers and how
strongly it speaks. One module per cause under detectors/, all of one shape. Refuses to know status: a sign is not a
verdict, and whether somebody is behind is decided in `execution`.
"""
