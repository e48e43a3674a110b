"""The demonstration organisation, a connector over `simulation`: three teams and two years of selling.

Takes a seed and a last day; gives canonical rows like any other closet, never the truth behind them.
"""
