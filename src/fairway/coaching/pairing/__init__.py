"""Two sellers who work on one activity: who offered, who is suggested, the worksheet of both."""
