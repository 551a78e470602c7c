"""Loopback ports: is one free, and a free one to keep."""

from __future__ import annotations

import random
import socket
from pathlib import Path

LOOPBACK = "127.0.0.1"

# Below the range that Linux and macOS hand out for outgoing connections, so that a port kept in
# the data folder is still free at the next start.
KEPT_PORTS = range(20_000, 32_000)


def is_free(port: int, host: str = LOOPBACK) -> bool:
    """Whether a server could listen on this port now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def kept_port(file: Path) -> int:
    """The port written in `file` if it is still free; otherwise a new free one, written there."""
    if file.exists():
        port = int(file.read_text().strip() or 0)
        if port and is_free(port):
            return port
    port = next(port for port in random.sample(KEPT_PORTS, len(KEPT_PORTS)) if is_free(port))
    file.write_text(f"{port}\n")
    return port


def has_ipv6() -> bool:
    """Whether browsers may reach this machine's loopback by its newer address too."""
    return socket.has_ipv6 and is_free(0, "::1")
