"""Size of the page that `kg build` writes, and what it takes: python -m benchmarks.pages GROWN 20 300 1500

GROWN is a folder of `python -m benchmarks.growth rules`. Each page is made in this process; seconds are of processors.
"""

import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from kg.pipeline import Folder
from kg.resolve import resolve
from kg.view import write_page


def measure(grown: Path, counts: list[int]) -> dict[str, dict[str, float]]:
    """Bytes and seconds for each number of articles."""
    found = {}
    for count in counts:
        pairs = list(islice(Folder(grown).pairs(), count))
        resolution = resolve(extraction for _, extraction in pairs)
        with tempfile.TemporaryDirectory() as place:
            path = Path(place) / "graph.html"
            begin = time.process_time()
            write_page([one for one, _ in pairs], [one for _, one in pairs], path, resolution.node)
            seconds, size = time.process_time() - begin, path.stat().st_size
        statements = sum(len(one.statements) for _, one in pairs)
        found[str(count)] = {"articles": len(pairs), "statements": statements, "bytes": size, "seconds": seconds}
        print(
            f"page of {len(pairs)} articles, {statements} statements: {size / 1e6:.2f} MB, {seconds:.1f} s", flush=True
        )
    return found


if __name__ == "__main__":
    measure(Path(sys.argv[1]), [int(count) for count in sys.argv[2:]])
