"""Clients that are slow on purpose: how long one may take to ask and to take in an answer, and how many there may be.

Not for what is answered, nor for requests that are whole (`kg.serve.guard`).
"""

import asyncio
import math
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.serve.app import application
from kg.serve.sparql import Limits

HOST = "127.0.0.1"
ASKING = 10.0
"""Seconds from the first byte of a request (or the connection) to its last, body included."""
TAKING = 30.0
"""Seconds in which a client must take in something of an answer that waits for it."""
CONNECTIONS = 400
"""Connections at once: for one more, the one that has been asking for longest goes. A process has 1,024 file
descriptors by default."""
SPARE = 20
"""Beyond these, where all are being answered, requests are told to come later (503)."""


class Patient(H11Protocol):
    """A connection that is closed where its client lets the server wait too long."""

    asking: asyncio.TimerHandle | None = None
    taking: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client has come."""
        super().connection_made(transport)
        if len(self.connections) > CONNECTIONS:
            self._make_room()
        self.asking = self.loop.call_later(ASKING, transport.abort)

    def _make_room(self) -> None:
        waiting = [one for one in self.connections if isinstance(one, Patient) and one.asking]
        if waiting:
            first = min(waiting, key=_since)
            first.asking = _stopped(first.asking)
            first.transport.abort()

    def data_received(self, data: bytes) -> None:
        """A part of a request has come; the time runs until the whole of it has."""
        super().data_received(data)
        cycle = self.cycle
        if cycle is not None and not cycle.response_complete and not cycle.more_body:
            self.asking = _stopped(self.asking)
        elif self.asking is None:
            self.asking = self.loop.call_later(ASKING, self.transport.abort)

    def on_response_complete(self) -> None:
        """The answer is given; what stood behind its request is the beginning of the next one."""
        super().on_response_complete()
        self.asking = _stopped(self.asking)

    def send_400_response(self, msg: str) -> None:
        """The rest of a request is none: the client is told so, and what the beginning asked for goes nowhere."""
        super().send_400_response(msg)
        if self.cycle is not None:
            self.cycle.disconnected = True
            self.cycle.message_event.set()

    def pause_writing(self) -> None:
        """The client does not take in what it asked for."""
        super().pause_writing()
        self.taking = _stopped(self.taking) or self.loop.call_later(TAKING, self.transport.abort)

    def resume_writing(self) -> None:
        """It does again."""
        super().resume_writing()
        self.taking = _stopped(self.taking)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone, or was sent away."""
        super().connection_lost(exc)
        self.asking, self.taking = _stopped(self.asking), _stopped(self.taking)


def _since(one: Patient) -> float:
    return one.asking.when() if one.asking else math.inf


def _stopped(timer: asyncio.TimerHandle | None) -> asyncio.TimerHandle | None:
    """None, once the timer no longer runs."""
    if timer is not None:
        timer.cancel()
    return None


def settings(out: Path, port: int, limits: Limits, **more: Any) -> uvicorn.Config:
    """How the pages over the graph in `out` are served at this port of this machine."""
    app = application(out, port, limits)
    chosen: dict[str, Any] = {"log_level": "error", "server_header": False, "http": Patient, "ws": "none"}
    return uvicorn.Config(app, HOST, port, limit_concurrency=CONNECTIONS + SPARE, **chosen | more)
