"""Speed as ratios: ours against a physical limit, both taken in the same run. ``python -m bench``."""
