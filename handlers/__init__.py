"""Door 1: a Slack payload becomes one use-case call and one reply. No rules and no words here."""
