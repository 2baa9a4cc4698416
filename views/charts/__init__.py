"""Charts in messages: what they show, as Slack's own block, as a picture, and in words."""
