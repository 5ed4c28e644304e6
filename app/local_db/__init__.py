"""The office's encrypted store: journal, feed log, and the read tables made from the two (docs/store.md)."""
