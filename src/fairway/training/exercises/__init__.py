"""Exercises: what is asked next, what an answer is worth, and when it is over, for every kind of exercise.

Everything follows from the exercise's file, a seed, a level and the answers so far, so an attempt can be left and gone
on with anywhere, and looked at again later. Plain Python.
"""
