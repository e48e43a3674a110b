"""The organisation: people, dated reporting lines, working time, absences, accounts, and `access.py`, the one door.

Takes people's rows from any source; gives who works where, when, for whom, and who may see what about them.
Refuses to know activities, metrics and CRMs.
"""
