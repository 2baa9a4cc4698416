"""Wiring and entry points; the only folder that knows all others. No rules and no words here."""
