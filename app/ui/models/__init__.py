"""What pages show, read from the office's store and held for views."""
