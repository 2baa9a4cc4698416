"""What Drumbeat starts by itself in a DM: when, how often, to whom, and what waits for tomorrow."""
