"""The window round the pages: navigation rail, connection banner, status line, keys."""
