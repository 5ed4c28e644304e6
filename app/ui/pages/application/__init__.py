"""The page on which an application is taken."""

from app.ui.pages.application.page import ApplicationPage

__all__ = ["ApplicationPage"]
