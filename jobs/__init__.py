"""Door 2: the heartbeat finds what is due, the carrier delivers to Slack. No rules live here."""
