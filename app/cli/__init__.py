"""The command line of installers, support and scripts."""
