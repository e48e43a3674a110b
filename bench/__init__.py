"""The measured claims. Each module prints its figure beside its rival's, from the same run, and can write its
results.
"""
