"""One request and its answer, within limits of size and time; not for politeness nor for following anything."""

import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import httpcore

from kg.fetch.addresses import Network, RefusedError

LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which another try at another time may do better."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request: status (0: no answer), body, headers that matter later, and why there is no body.

    `again`: another try at another time may do better.
    """

    url: str
    status: int = 0
    body: bytes = b""
    etag: str | None = None
    modified: str | None = None
    location: str | None = None
    fault: str = ""
    again: bool = False


class Client:
    """Sends requests one after another; connections are kept while they serve."""

    def __init__(self, agent: str, seconds: float, private: bool) -> None:
        self._agent, self._seconds = agent, seconds
        self._network = Network(private)
        self._pool = httpcore.ConnectionPool(max_connections=8, keepalive_expiry=20, network_backend=self._network)

    def close(self) -> None:
        """Ends all connections."""
        self._pool.close()

    def get(self, url: str, limit: int, etag: str | None = None, modified: str | None = None) -> Answer:
        """The answer to one GET, its body at most `limit` bytes unpacked; never raises for what a server does."""
        headers = {"User-Agent": self._agent, "Accept": "*/*", "Accept-Encoding": "gzip"}
        headers |= {"If-None-Match": etag} if etag else {}
        headers |= {"If-Modified-Since": modified} if modified else {}
        self._network.deadline = time.monotonic() + self._seconds
        try:
            with self._pool.stream("GET", url, headers=list(headers.items())) as response:
                return _answer(url, response, limit)
        except RefusedError as error:
            return Answer(url, fault=str(error))
        except httpcore.TimeoutException:
            return Answer(url, fault=f"took longer than {self._seconds:g} s", again=True)
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError, OSError) as error:
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            return Answer(url, fault=f"cannot be fetched: {reason}", again=True)
        except (ValueError, zlib.error, httpcore.UnsupportedProtocol) as error:
            return Answer(url, fault=f"cannot be read: {' '.join(str(error).split())[:200]}")


def _answer(url: str, response: httpcore.Response, limit: int) -> Answer:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
    status = response.status
    etag, modified = _kept(headers, "etag"), _kept(headers, "last-modified")
    if 300 <= status < 400:
        return Answer(url, status, etag=etag, modified=modified, location=headers.get("location"))
    if status != 200:
        return Answer(url, status, fault=f"answered {status}", again=status in LATER)
    body = bytearray()
    for part in _unpacked(response.iter_stream(), headers.get("content-encoding", "").strip().lower(), limit):
        body += part
        if len(body) > limit:
            return Answer(url, status, fault=f"is larger than {limit:,} bytes")
    return Answer(url, status, bytes(body), etag, modified)


def _kept(headers: Mapping[str, str], name: str) -> str | None:
    """A header that is sent back later, if it is of a sane length."""
    value = headers.get(name, "")
    return value if 0 < len(value) <= 500 and value.isascii() and value.isprintable() else None


def _unpacked(parts: Iterator[bytes], coding: str, limit: int) -> Iterator[bytes]:
    """The body as it was before it was packed, never much more at once than `limit` bytes."""
    if coding in ("", "identity"):
        yield from parts
        return
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise ValueError(f"packed as {coding[:40]!a}, which was not asked for")
    unpacker = zlib.decompressobj(47)  # gzip or zlib, by the beginning
    for part in parts:
        yield unpacker.decompress(part, limit + 1)
        if unpacker.unconsumed_tail:
            yield unpacker.decompress(unpacker.unconsumed_tail, limit + 1)
            if unpacker.unconsumed_tail:
                yield bytes(limit + 1)  # more than anybody wants
    if not unpacker.eof:
        raise ValueError("the packed body breaks off")
