"""A small strict Slack on this machine: workspace, Web API, Socket Mode, page and clock."""
