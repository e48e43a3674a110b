"""The frame every page stands in: base templates, components, charts, static files.

Takes typed views and gives markup. Knows no room.
"""
