"""Building a metric without YAML: a form that says what the syntax says, and the metrics there are to begin from."""
