"""`/ops`: the rhythm of teams, by line, by button and by form."""
