"""Sales organisations with planted truth, from a seed: what really happened, and what a CRM would show of it.

Takes a `Scenario` (scenario.py) and a seed; gives a `SimOrganisation` (types.py). Bottom of the house: it
knows neither the database nor the lake nor the canonical rows, and refuses to look at the clock.
"""
