"""Ways to somebody beside e-mail: a direct message in Slack, a card through one's own Teams workflow. Plain Python."""
