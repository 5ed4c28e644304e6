"""``python -m app.cli``: the same as the script ``daftar``."""

from app.cli.entry import main

main()
