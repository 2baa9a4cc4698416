"""What a goal is and how far it is: measures, pace, status, roll-up, check-ins, closing."""
