"""SVG to PNG with a converter that is on the machine; `kg` brings none of its own."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from kg.errors import ExportError

TIMEOUT = 120
"""Seconds that a converter gets."""

Words = list[str]


def png(svg: str, target: Path, scale: float = 2.0) -> None:
    """Writes the picture at `scale` pixels a unit; ExportError where no converter is there, or it fails."""
    name, command = _converter()
    size = re.search(r'width="(\d+)" height="(\d+)"', svg)
    wide, high = (int(part) for part in size.groups()) if size else (1200, 800)
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / "picture.svg", Path(folder) / "picture.png"
        source.write_text(svg, encoding="utf-8")
        words = command(source, made, wide, high, scale)
        try:
            subprocess.run(words, check=True, capture_output=True, timeout=TIMEOUT)
            shutil.copyfile(made, target)
        except (OSError, subprocess.SubprocessError) as error:
            raise ExportError(f"{target}: {name} could not make the PNG: {error}; use --svg") from error


def _converter() -> tuple[str, Callable[[Path, Path, int, int, float], Words]]:
    """The first converter on the path, and the words of its command."""
    for name, command in CONVERTERS.items():
        program = shutil.which(name)
        if program:
            return name, lambda *given, first=program, rest=command: [first, *rest(*given)]
    raise ExportError(f"no converter for PNG on the path ({', '.join(CONVERTERS)}): install one, or use --svg")


def _rsvg(source: Path, made: Path, _wide: int, _high: int, scale: float) -> Words:
    return ["--zoom", str(scale), "--output", str(made), str(source)]


def _inkscape(source: Path, made: Path, _wide: int, _high: int, scale: float) -> Words:
    return [f"--export-filename={made}", f"--export-dpi={96 * scale:g}", str(source)]


def _chromium(source: Path, made: Path, wide: int, high: int, scale: float) -> Words:
    root = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    flags = ["--headless", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking", *root]
    size = [f"--window-size={wide},{high}", f"--force-device-scale-factor={scale:g}"]
    return [*flags, *size, f"--screenshot={made}", source.as_uri()]


CONVERTERS = {
    "rsvg-convert": _rsvg,
    "inkscape": _inkscape,
    "chromium-headless-shell": _chromium,
    "chromium": _chromium,
    "chromium-browser": _chromium,
    "google-chrome": _chromium,
}
"""Programs in the order in which they are tried."""
