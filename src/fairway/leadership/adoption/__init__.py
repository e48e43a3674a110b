"""How the CRM and Fairway are used: how complete and how soon records are, before and after, and what each field gives
back to sellers. Doubts the data before the person; compares no team with another.
"""
