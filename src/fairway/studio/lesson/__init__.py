"""The first lesson for whoever leads sellers, the 1:1 it ends with, and what leaders agree to.

Takes definitions, proposals, plans and standings; gives pages, a 1:1 on paper and a calendar file. Refuses to score
anybody: answers are their giver's alone, and of the lesson others learn at most that it was finished.
"""
