"""Use cases of goals: one verb, one transaction, no words."""
