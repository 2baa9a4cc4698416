"""Use cases of blockers: what is in the way, who is asked for help, and what became of it."""
