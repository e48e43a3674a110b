"""Corrections of metrics told to people: before one is saved, beside the weeks it changes, and once to whoever has one
in force.
"""
