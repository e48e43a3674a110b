"""Canonical CRM records with their history, in the lake.

Takes canonical rows; gives published lake versions, the weeks they touched, and names kept apart in the database.
Refuses to know metrics, plans and vendors.
"""
