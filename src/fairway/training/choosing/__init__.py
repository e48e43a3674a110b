"""Practice cases of one choice: a simulated seller, where their gap is, and five to seven metrics to choose from.

A case follows from a seed and a level (1 to 5). Its answer is reasoned from the facts it shows, by the steps managers
are taught: gap, driver, activities, filters, evidence. The studio is not asked for it; `bench/choosing_cases.py` says
how often both come to the same. Plain Python; every seller here is made up.
"""
