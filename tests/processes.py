"""A process that a test starts is gone when the test is, whatever became of the test.

One that is left would be named by a later test that has nothing to do with it.
"""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def ending(process: subprocess.Popen[str]) -> Iterator[subprocess.Popen[str]]:
    """Asked to end as its leader does it; made to, where it does not within two minutes."""
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(120)
        finally:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()
