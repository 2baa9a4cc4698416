"""The rhythm of whole teams, driven through the real bot and judged from the rules alone."""
