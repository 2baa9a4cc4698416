"""Teams: setting up their rhythm, who is in them, what happens today, what did not happen."""
