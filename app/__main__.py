"""``python -m app``: the same as ``daftar``."""

from app.cli.main import main

main()
