"""The Web API: one HTTP endpoint, Slack's checks before every method, one module per family."""

from sandbox.web_api.endpoint import WebApi

__all__ = ["WebApi"]
