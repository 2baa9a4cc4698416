"""What a standup is: its definition, rounds, answers and blockers, and the lines of `/standup`."""
