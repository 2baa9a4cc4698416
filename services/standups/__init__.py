"""Use cases of standups: define them, open and close rounds, answer, blockers."""
