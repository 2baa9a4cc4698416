"""The doors of goals: lines, buttons and forms."""
