"""The JSON API of the browser page: what a person sees, what they do, the clock, live changes."""

from sandbox.page_api.routes import PageApi

__all__ = ["PageApi"]
