"""Collect the window's texts into daftar_fa.ts and compile it: ``make translations``.

The sources are the literals of ``translate(context, source)`` in ``app/ui`` and, for the contexts
``problems``, ``reasons`` and ``errors``, the templates of the domain's problems, the short reasons inside an
error, and the templates of every ``DaftarError``, which are looked up at run time. Those are written into a
file of calls that lupdate reads with the others.

With ``--compile`` only the compiling is done.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TS = HERE / "daftar_fa.ts"
QM = HERE / "daftar_fa.qm"
TEMPLATES = ("what", "safe", "todo")


def main(arguments: list[str]) -> int:
    """Collect unless told only to compile, then compile; 0, or 1 when a Qt tool failed."""
    if "--compile" not in arguments and not collect():
        return 1
    return 0 if compile_qm() else 1


def collect() -> bool:
    """Bring daftar_fa.ts up to the sources; translations of texts that are gone are dropped."""
    with tempfile.TemporaryDirectory() as folder:
        dynamic = Path(folder) / "dynamic.py"
        dynamic.write_text(dynamic_calls(), encoding="utf-8")
        sources = [*sorted(str(path) for path in (ROOT / "app" / "ui").rglob("*.py")), str(dynamic)]
        return _tool("pyside6-lupdate", "-no-obsolete", "-locations", "none", *sources, "-ts", str(TS))


def compile_qm() -> bool:
    """Make daftar_fa.qm from daftar_fa.ts; put in place whole, for a window may be reading the old one."""
    fresh = QM.with_suffix(f".{os.getpid()}.new")
    made = _tool("pyside6-lrelease", "-silent", str(TS), "-qm", str(fresh))
    if made:
        fresh.replace(QM)
    return made


def dynamic_calls() -> str:
    """Python source with one ``translate`` call for every template that is looked up at run time."""
    calls = [f"translate({context!r}, {source!r})" for context, source in dynamic_texts()]
    return "\n".join(calls) + "\n"


def dynamic_texts() -> list[tuple[str, str]]:
    """(context, source) of every problem's sentence, every reason and every error's three templates."""
    sys.path.insert(0, str(ROOT))
    from app.domain.problems import SENTENCES
    from app.ui.reasons import OWN, SYSTEM

    found = {("problems", sentence) for sentence in SENTENCES.values()}
    found |= {("reasons", reason) for reason in (*SYSTEM, *OWN)}
    for path in (ROOT / "app").rglob("*.py"):
        found.update(("errors", text) for text in error_templates(path.read_text(encoding="utf-8")))
    return sorted(found)


def error_templates(source: str) -> list[str]:
    """The texts that classes of a module set as ``what``, ``safe`` and ``todo``."""
    texts: list[str] = []
    for kind in ast.walk(ast.parse(source)):
        if not isinstance(kind, ast.ClassDef):
            continue
        for line in kind.body:
            names = line.targets if isinstance(line, ast.Assign) else [getattr(line, "target", None)]
            named = any(isinstance(name, ast.Name) and name.id in TEMPLATES for name in names)
            value = getattr(line, "value", None)
            if named and isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
                texts.append(value.value)
    return texts


def _tool(name: str, *arguments: str) -> bool:
    beside = Path(sysconfig.get_path("scripts")) / name
    program = str(beside) if beside.exists() else name
    return subprocess.run([program, *arguments], cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
