"""The Home tab: a list of sections, each of which shows one part of the desk."""

from views.home.page import home_page

__all__ = ["home_page"]
