"""Settings, URLs, navigation and schedule: the only place that lists all rooms."""
