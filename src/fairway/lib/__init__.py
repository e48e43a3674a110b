"""Single-subject modules without domain knowledge: periods, money, home, http.

Takes plain values, gives plain values. Knows no seller, no metric, no CRM, no Django.
"""
