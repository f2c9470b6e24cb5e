"""Addresses that may be fetched: http and https alone, and only hosts of the public network unless it is allowed.

Not for what a server answers. A host is resolved once and the connection goes to the very address that was looked at,
so that no second answer of a name server leads elsewhere.
"""

import ipaddress
import socket
import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import httpcore

from kg.errors import InputError

LONGEST = 2_000
"""Longest address, in characters."""
_PATH, _QUERY = "/%:@!$&'()*+,;=-._~", "/%:@!$&'()*+,;=-._~?"


class RefusedError(Exception):
    """An address that is not to be connected to."""


def clean(address: str, base: str = "") -> str:
    """The address in ASCII, complete and without fragment; InputError where it is none of http or https."""
    try:
        parts = urlsplit(urljoin(base, address.strip()))
        host, port = parts.hostname or "", parts.port
        name = host if ":" in host else host.encode("idna").decode()
    except (ValueError, UnicodeError) as error:
        raise InputError("is no address of a page") from error
    if parts.scheme not in ("http", "https") or not name:
        raise InputError("only addresses that begin with http:// or https:// are fetched")
    if parts.username is not None or parts.password is not None:
        raise InputError("an address with a user name in it is not fetched")
    where = f"[{name}]" if ":" in name else name
    path, query = quote(parts.path, safe=_PATH) or "/", quote(parts.query, safe=_QUERY)
    found = urlunsplit((parts.scheme, where if port is None else f"{where}:{port}", path, query, ""))
    if len(found) > LONGEST:
        raise InputError(f"the address is longer than {LONGEST:,} characters")
    return found


def host_of(address: str) -> str:
    """Scheme, host and port of a clean address: what robots.txt and the rate hold for."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public network, also one that is wrapped in IPv6."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if found in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


class Network(httpcore.NetworkBackend):
    """Connections to addresses that may be fetched, each read and write before `deadline` (of `time.monotonic`)."""

    def __init__(self, private: bool) -> None:
        self._inner = httpcore.SyncBackend()
        self._private = private
        self.deadline = 0.0

    def left(self, timeout: float | None) -> float:
        """The seconds that an operation may still take; ReadTimeout where there are none."""
        rest = self.deadline - time.monotonic()
        if rest <= 0:
            raise httpcore.ReadTimeout("the time for the page is over")
        return rest if timeout is None else min(rest, timeout)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of the host that answers; RefusedError where one of them is not public."""
        fault: Exception = httpcore.ConnectError("no address")
        for address in self._resolved(host, port):
            try:
                stream = self._inner.connect_tcp(address, port, self.left(timeout), local_address, socket_options)
                return _Timed(stream, self)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
        raise fault

    def _resolved(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"no such host: {host}") from error
        addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
        if not self._private and not all(is_public(one) for one in addresses):
            raise RefusedError(f"is on {host}, no host of the public network (--allow-private)")
        return addresses


class _Timed(httpcore.NetworkStream):
    """A stream that keeps to the deadline of its network, however slowly the other side sends."""

    def __init__(self, inner: httpcore.NetworkStream, network: Network) -> None:
        self._inner, self._network = inner, network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """At most `max_bytes`."""
        return self._inner.read(max_bytes, self._network.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """All of it."""
        self._inner.write(buffer, self._network.left(timeout))

    def close(self) -> None:
        """Ends the connection."""
        self._inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same, encrypted."""
        stream = self._inner.start_tls(ssl_context, server_hostname, self._network.left(timeout))
        return _Timed(stream, self._network)

    def get_extra_info(self, info: str) -> Any:
        """What is known of the connection."""
        return self._inner.get_extra_info(info)
