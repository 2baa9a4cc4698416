"""Nudges: what waits for one person, what of it goes when, and what they answer."""
