"""What may be asked of the store: one file a subject. ``find_*`` may return None; everything is bounded."""
