"""The real application as a process of its own, on a free port, with a database that nobody else uses."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVE = ("-m", "app.cli", "serve")
PATIENCE = 40.0


def free_port() -> int:
    """A port that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """Started and stopped at will; after a stop it comes back at the same address."""

    def __init__(self, folder: Path, *, command: Sequence[str] = SERVE, settings: Mapping[str, str] | None = None) -> None:
        """Take a port; the log lies in ``folder``, and so does the database unless ``settings`` say another. ``command`` is told its port."""
        self.command = command
        self.settings = {"DATABASE_URL": f"sqlite:///{folder / 'course.db'}", **(settings or {})}
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until pages are served."""
        environment = {**os.environ, **{f"FAULTLINE_{name}": value for name, value in self.settings.items()}}
        with (self.folder / "server.log").open("ab") as log:
            command = [sys.executable, *self.command, "--port", str(self.port)]
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)
        end = time.monotonic() + PATIENCE
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the application did not start:\n{(self.folder / 'server.log').read_text(encoding='utf-8')}")
            time.sleep(0.1)

    def stop(self) -> None:
        """End it, as a crash would: open sockets are closed."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)  # the workers too
            self.process.wait()
            self.process = None

    def worker_pids(self) -> list[int]:
        """The processes that serve, where there are several workers."""
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text(encoding="ascii").split()
        return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/play", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False
