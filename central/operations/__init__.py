"""What the operator of a centre asks and does: one operation a file, used by the command line."""
