"""``python -m central``: the same as ``daftar-central``."""

from central.cli import main

main()
