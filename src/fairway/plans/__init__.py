"""Which High-Impact Activities are in force for whom, since when, with what target.

Takes decisions of people; gives the plan of any day. Refuses to know whether it was kept.
"""
