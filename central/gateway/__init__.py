"""The gateway: one call of the wire protocol a file, its query on top, its outcomes as values."""
