"""Measurements of the goals of speed; they print ratios and never fail."""
