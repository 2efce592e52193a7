"""The lines of a lock file that Windows x64 needs, for one version of Python.

`pip download --platform` judges markers for this machine, not for the other one.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from packaging.markers import Marker

_PIN = re.compile(r"^(?P<pin>[\w.-]+==[^\s;]+)(?:\s*;\s*(?P<marker>[^\\]+))?")


def windows_lines(lock: str, python: str) -> list[str]:
    """`name==version --hash=...` per package whose marker holds there."""
    version = f"{python[0]}.{python[1:]}"
    there = {
        "python_version": version,
        "python_full_version": f"{version}.0",
        "os_name": "nt",
        "sys_platform": "win32",
        "platform_system": "Windows",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    }
    kept = []
    for whole in lock.replace("\\\n", " ").splitlines():
        found = _PIN.match(whole)
        if not found:
            continue
        marker = (found["marker"] or "").split("--hash")[0].strip()
        if not marker or Marker(marker).evaluate(there):
            hashes = " ".join(re.findall(r"--hash=\S+", whole))
            kept.append(f"{found['pin']} {hashes}")
    return kept


if __name__ == "__main__":
    tag, path = sys.argv[1:]
    sys.stdout.write("\n".join(windows_lines(Path(path).read_text(), tag)) + "\n")
