"""Starting Dagster's UI over the project's history."""

import os
import socket
import sys
from pathlib import Path
from typing import Never

from pipelines.orchestration.home import use_home
from pipelines.places import PROJECT

HOST = "127.0.0.1"


class PortError(OSError):
    """The UI cannot listen on a port; the message says what to do."""


def claim(port: int) -> None:
    """Make sure that nothing listens on a port yet: Dagster would start all else before it finds out.

    Raises:
        PortError: Something does, or the port is reserved.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # one that was closed a moment ago is free
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise PortError(f"port {port} of {HOST}: {error.strerror}; name another with --port") from None


def serve(port: int, seeds: Path, warehouse: Path) -> Never:
    """Become `dagster dev` over these folders; its processes end together when it is interrupted."""
    use_home()
    os.environ["SUYUAN_SEEDS"] = str(seeds.resolve())
    os.environ["SUYUAN_WAREHOUSE"] = str(warehouse.resolve())
    os.chdir(PROJECT)
    command = [sys.executable, "-m", "dagster", "dev", "-w", "workspace.yaml", "-h", HOST, "-p", str(port)]
    os.execv(sys.executable, command)  # noqa: S606 — the arguments are ours
