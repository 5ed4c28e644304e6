"""Drafts at the window: what is typed is kept by itself, several applications are open at once."""
