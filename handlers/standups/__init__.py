"""The doors of standups: lines, buttons and forms."""
