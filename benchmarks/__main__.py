"""All measurements with small sizes, one after the other: `make bench`."""

import subprocess
import sys

from benchmarks.measure import ROOT, say

SMALL = (
    ("benchmarks.dates",),
    ("benchmarks.store", "--rounds", "3", "--sizes", "1000", "20000"),
    ("benchmarks.lists", "--rounds", "3", "--sizes", "1000", "50000"),
    ("benchmarks.home", "--rounds", "10"),
    ("benchmarks.goals", "--rounds", "3"),
    ("benchmarks.command", "--rounds", "3", "--commands", "300"),
    ("benchmarks.command", "--profile", "--commands", "200"),
    ("benchmarks.carrier", "--rounds", "3", "--messages", "300", "--seconds", "10"),
    ("benchmarks.rhythm", "--rows", "100000", "--people", "2000"),
    ("benchmarks.startup", "--rounds", "2", "--idle", "5"),
)


def main() -> int:
    """Run those named by the arguments (`command lists`), or all; 1 if one of them broke."""
    broken = 0
    for name, *arguments in SMALL:
        short = name.rpartition(".")[2]
        if len(sys.argv) > 1 and short not in sys.argv[1:]:
            continue
        say(f"\n# {short} {' '.join(arguments)}")
        ended = subprocess.run([sys.executable, "-m", name, *arguments], cwd=ROOT, check=False)  # noqa: S603
        broken += ended.returncode != 0
    return min(broken, 1)


if __name__ == "__main__":
    sys.exit(main())
