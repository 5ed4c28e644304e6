"""``make screens``: pictures of every page, Persian and English, light and dark, 1366x768 and 4K.

Written to ``build/screens/<size>-<language>-<scheme>/``, to be looked at; the papers that are printed to
``papers-<language>/`` beside them. Each set is a process of its
own, because a screen's scale is settled when Qt starts. What is cut off, in the wrong language or without a
name is told, and makes the command fail.
"""

from __future__ import annotations

import argparse
import itertools
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "screens"
SIZES = {"1366x768": (1366, 768, "1"), "1280x720": (1280, 720, "1"), "3840x2160": (1920, 1080, "2")}
"""Width and height in Qt's points, and the scale that makes them pixels."""
DEFAULT_SIZES = ("1366x768", "3840x2160")


def main() -> int:
    """Make all sets, or the one that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, action="append")
    parser.add_argument("--language", choices=["fa", "en"], action="append")
    parser.add_argument("--scheme", choices=["light", "dark"], action="append")
    parser.add_argument("--only", default="", help="scenes whose name holds this")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    sets = itertools.product(
        given.size or DEFAULT_SIZES, given.language or ["fa", "en"], given.scheme or ["light", "dark"]
    )
    if given.here:
        return make(*next(iter(sets)), given.only)
    worst = 0
    for size, language, scheme in sets:
        command = [sys.executable, __file__, "--here", "--size", size, "--language", language]
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
            "QT_SCALE_FACTOR": SIZES[size][2],
        }
        worst |= subprocess.call([*command, "--scheme", scheme, "--only", given.only], env=environment)
    return worst


def make(size: str, language: str, scheme: str, only: str) -> int:
    """One set, in this process."""
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    from support.paper_pictures import draw_papers
    from support.readable import lasting_faults
    from support.screens import SCENES, Desk, play
    from support.window_rig import compiled_translation

    from app.ui.language import Language
    from app.ui.start import application
    from app.ui.theme import Scheme

    compiled_translation()
    folder = OUT / f"{size}-{language}-{scheme}"
    folder.mkdir(parents=True, exist_ok=True)
    faulty = 0
    with tempfile.TemporaryDirectory(prefix="daftar-screens-") as temporary:
        desk = Desk(application(), Path(temporary) / "office", Language(language), Scheme(scheme))
        desk.launch.window.resize(*SIZES[size][:2])
        desk.launch.window.show()
        for name, scene in SCENES.items():
            play(desk, scene)
            if only in name:
                for fault in lasting_faults(desk.launch.window, language):
                    faulty += 1
                    print(f"{folder.name}/{name}: {fault}", flush=True)
                desk.launch.window.grab().save(str(folder / f"{name}.png"))
        if only in "papers":
            draw_papers(desk.counter, desk.decided, desk.unpaid, OUT / f"papers-{language}")
        desk.close()
    print(folder.relative_to(ROOT), flush=True)
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
