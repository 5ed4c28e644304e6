"""The page of one application: where it stands and everything that happened to it."""

from app.ui.pages.story.page import StoryPage

__all__ = ["StoryPage"]
