"""Atheris on one target: python -m tests.fuzz TARGET [SECONDS] [FOLDER]

Coverage of our own code guides it. FOLDER keeps what reached new code; an input that breaks a promise ends the run with
its traceback and is written there (or to the working folder) as `crash-…`.
"""

import sys
import tempfile
from pathlib import Path

import atheris


def main(target: str, seconds: str = "60", folder: str = "") -> None:
    """Fuzzes for so many seconds."""
    with atheris.instrument_imports(include=["kg"], enable_loader_override=False):
        from tests.fuzz import seeds
        from tests.fuzz.targets import TARGETS
    with tempfile.TemporaryDirectory() as place:
        corpus = Path(folder or f"{place}/corpus")
        corpus.mkdir(exist_ok=True)
        for number, data in enumerate(seeds.of(target)):
            (corpus / f"seed-{number}").write_bytes(data)
        words = Path(place) / "words.dict"
        words.write_text("".join(f'"{_escaped(one)}"\n' for one in seeds.TOKENS), encoding="ascii")
        limits = [f"-max_total_time={seconds}", "-timeout=30", "-rss_limit_mb=3000", "-max_len=6000", f"-dict={words}"]
        atheris.Setup([sys.argv[0], str(corpus), *limits, f"-artifact_prefix={corpus}/"], TARGETS[target])
        atheris.Fuzz()


def _escaped(piece: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in piece.encode("utf-8", "surrogatepass"))


if __name__ == "__main__":
    main(*sys.argv[1:])
