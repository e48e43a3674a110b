"""What evidence comes to by closed week, stored: findings of groups, verdicts on HIAs, landings. Pages read it here."""
