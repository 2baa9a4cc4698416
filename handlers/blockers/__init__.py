"""The doors of blockers: lines, buttons and forms."""
