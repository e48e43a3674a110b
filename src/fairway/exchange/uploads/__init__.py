"""Uploads: files handed to the set-up page, what was said about them, and what was understood of them so far."""
