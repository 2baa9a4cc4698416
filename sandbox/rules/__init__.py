"""Slack's rules as tables and pure functions: what is refused, and with which answer.

Nothing here knows of workspace state, HTTP or the bot.
"""
