"""Requests to pages. Views translate: they ask the access door, call queries and actions, and name a template."""
