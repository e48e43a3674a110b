"""Detectors: one module per cause, each with `find(case)`, which gives the signs it sees. None is often the answer.

A weight is a product of steps (`comparing.surely`): at `half` a condition is as likely met as not, `steep` says how
soon it is sure. Where no source or reason stands beside such a number it is a degree, set by judgement and tried on the
development seeds of `bench.why`; which side of it a case must fall on, the planted cases and look-alikes in the tests
of `diagnosis` say. Weights of a few hundredths are left out: nothing is told of them.
"""
