"""``python -m app``: the same as ``daftar``."""

from app.cli.entry import main

main()
