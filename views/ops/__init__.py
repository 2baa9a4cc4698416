"""What `/ops` shows: the form of a team's rhythm, the rhythm itself, today, the roster."""
