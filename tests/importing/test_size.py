"""Fifty thousand figures are read and checked in a process of its own, within 100 MB."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INDICATORS, MONTHS, LIMIT_MB = 250, 200, 100

READ_AND_CHECK = """
import pathlib, resource, sys
from indicators.importing.checks import check
from indicators.importing.folder import read_folder
from indicators.importing.known import Known

folder = read_folder(sys.argv[1])
problems = [*folder.problems, *check(folder, Known())]
status = pathlib.Path("/proc/self/status")
if status.exists():  # on Linux ru_maxrss starts with what the parent used
    peak = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)
print(len(folder.figures), len(problems), peak // 1024)
"""


def test_fifty_thousand_figures_fit_in_100_megabytes(tmp_path: Path) -> None:
    codes = [f"I{number:03d}" for number in range(INDICATORS)]
    (tmp_path / "committees.csv").write_text("slug,name,council\nadults,Adult Social Care,Example\n")
    (tmp_path / "indicators.csv").write_text(
        "code,committee,name,good_is,unit,frequency,basis\n"
        + "".join(f"{code},adults,Measure {code},bigger,percent,monthly,period\n" for code in codes)
    )
    with (tmp_path / "figures.csv").open("w") as file:
        file.write("code,period,value,numerator,denominator,status,reason,judged,note\n")
        for code in codes:
            for month in range(MONTHS):
                value = f"{100 * (500 + month) / 1000:.1f}"
                period = f"{2000 + month // 12}-{month % 12 + 1:02d}"
                file.write(f"{code},{period},{value},{500 + month},1000,final,,,\n")
    done = subprocess.run(
        [sys.executable, "-c", READ_AND_CHECK, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    figures, problems, megabytes = map(int, done.stdout.split())
    assert (figures, problems) == (INDICATORS * MONTHS, 0)
    assert megabytes < LIMIT_MB
