"""SIMFA's technical inspections: taken in once each, and told to the offices that they concern."""
