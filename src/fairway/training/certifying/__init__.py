"""Certification from the field: what the last closed weeks of somebody's own 1:1s show, and a certificate for it.

Takes sums of coaching, observations of leaders and the portfolio talk; gives what is there, what is missing, and once
all is there a certificate for a year. Nothing is stored but what a certificate rested on when it was given.
"""
