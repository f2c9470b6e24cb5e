"""What every request passes and every answer carries: the host, the method, the headers; not for what is answered."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = ("127.0.0.1", "localhost", "[::1]")
METHODS = ("GET", "HEAD", "POST")
MOST_BYTES = 100_000
"""The longest body of a request."""

PLAIN = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
"""The policy of all answers but the explorer, which brings a policy with the hashes of its scripts."""

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """Refuses requests that name another host (DNS rebinding), other methods, and bodies that are too long."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self.app = app
        self.hosts = {host for name in HOSTS for host in (name, f"{name}:{port}")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        app = refusal or self.app

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("content-security-policy", PLAIN)
            await send(message)

        await app(scope, receive, answer)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        if headers.get("host", "") not in self.hosts:
            return PlainTextResponse("this server answers to 127.0.0.1 and localhost alone\n", 421)
        if scope["method"] not in METHODS:
            return PlainTextResponse("reading only\n", 405, {"allow": ", ".join(METHODS)})
        origin = headers.get("origin")
        if origin not in (None, "null") and origin.removeprefix("http://") not in self.hosts:
            return PlainTextResponse("requests of other sites are refused\n", 403)
        length = headers.get("content-length", "0")
        if scope["method"] == "POST" and (
            not length.isdigit() or int(length) > MOST_BYTES or "transfer-encoding" in headers
        ):
            return PlainTextResponse(f"at most {MOST_BYTES} bytes, and say how many\n", 413)
        return None
