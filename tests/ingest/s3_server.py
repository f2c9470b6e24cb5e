"""A server that speaks as much of S3 as reading takes: heads, ranges, lists of two pages."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

PAGE = 3
"""Objects of one page of a list."""


class Handler(BaseHTTPRequestHandler):
    """Answers for the objects of the server; keys in `broken` cannot be read."""

    protocol_version = "HTTP/1.1"
    objects: dict[str, bytes]
    broken: set[str]

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def do_HEAD(self) -> None:
        """Whether there is a bucket or an object."""
        self._answer(with_body=False)

    def do_GET(self) -> None:
        """An object, a range of it, or a list."""
        self._answer(with_body=True)

    def _answer(self, with_body: bool) -> None:
        asked = urlsplit(self.path)
        place, query = unquote(asked.path).strip("/"), parse_qs(asked.query)
        bucket = f"{place.partition('/')[0]}/"
        if not any(one.startswith(bucket) for one in self.objects):
            self._send(404, _error("NoSuchBucket"), with_body)
        elif place + "/" == bucket:
            self._send(200, _list(sorted(self.objects), bucket, query), with_body)
        elif place not in self.objects:
            self._send(404, _error("NoSuchKey"), with_body)
        elif place in self.broken and with_body:
            self._send(403, _error("AccessDenied"), with_body)
        else:
            self._object(self.objects[place], with_body)

    def _object(self, data: bytes, with_body: bool) -> None:
        wanted = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        if not wanted:
            self._send(200, data, with_body)
            return
        first, last = int(wanted[1]), min(int(wanted[2]), len(data) - 1)
        self._send(206, data[first : last + 1], with_body, f"bytes {first}-{last}/{len(data)}")

    def _send(self, code: int, data: bytes, with_body: bool, part: str = "") -> None:
        self.send_response(code)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Last-Modified", "Fri, 01 Mar 2024 00:00:00 GMT")
        if part:
            self.send_header("Content-Range", part)
        self.end_headers()
        if with_body:
            self.wfile.write(data)


def _error(code: str) -> bytes:
    return f"<Error><Code>{code}</Code><Message>{code}</Message></Error>".encode()


def _list(places: list[str], bucket: str, query: dict[str, list[str]]) -> bytes:
    prefix = bucket + query.get("prefix", [""])[0]
    start = int(query.get("continuation-token", ["0"])[0])
    found = [one.removeprefix(bucket) for one in places if one.startswith(prefix)]
    most = min(PAGE, int(query.get("max-keys", [str(PAGE)])[0]))
    page, more = found[start : start + most], start + most < len(found)
    inner = "".join(f"<Contents><Key>{escape(one)}</Key><Size>1</Size></Contents>" for one in page)
    token = f"<NextContinuationToken>{start + most}</NextContinuationToken>" if more else ""
    head = f"<Name>{bucket[:-1]}</Name><KeyCount>{len(page)}</KeyCount><IsTruncated>{str(more).lower()}</IsTruncated>"
    return f"<ListBucketResult>{head}{token}{inner}</ListBucketResult>".encode()


@contextmanager
def serving(objects: dict[str, bytes], broken: set[str]) -> Iterator[str]:
    """A server with these objects (`BUCKET/KEY`); its address."""
    handler = type("Serving", (Handler,), {"objects": objects, "broken": broken})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
