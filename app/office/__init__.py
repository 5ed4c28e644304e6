"""What the office does: one use case a module."""
