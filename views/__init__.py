"""Values to Block Kit, pure; all words that people read, through gettext."""
