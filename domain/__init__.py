"""Rules of the product: pure functions and small frozen values.

Nothing here knows Slack's API, the database, the clock or the words people read.
"""
