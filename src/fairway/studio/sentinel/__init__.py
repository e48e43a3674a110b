"""Whether a metric still means what it meant: told about the metric to whoever owns it, never about a person."""
