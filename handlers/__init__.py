"""Door 1: a Slack payload becomes one use-case call and one answer. No rules live here."""
