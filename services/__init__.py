"""Use cases: one verb, one transaction. No Slack words and no sentences live here."""
