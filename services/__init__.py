"""Use cases: one verb, one transaction, no Slack words."""
