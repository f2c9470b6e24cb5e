"""A real HTTP server on this computer, each of its pages a function of the test."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Page = Callable[[BaseHTTPRequestHandler], None]

ARTICLE = """<!doctype html><html lang="uk"><head><title>{title}</title>
<meta property="og:site_name" content="Луговий вісник"></head><body><article><h1>{title}</h1>
<p>Мерія Лугового повідомила, що міст через річку Рудку відкриють у п’ятницю, після перевірки всіх опор.</p>
<p>«Ми перевірили кожну опору, і міст готовий», – сказала речниця мерії Олена Коваль на зустрічі з мешканцями.</p>
<p>{more}</p></article></body></html>"""


def answer(
    body: bytes | str, kind: str = "text/html; charset=utf-8", status: int = 200, headers: dict[str, str] | None = None
) -> Page:
    """A page with this body."""
    data = body.encode() if isinstance(body, str) else body

    def page(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in ({"Content-Type": kind, "Content-Length": str(len(data))} | (headers or {})).items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(data)

    return page


def article(title: str, more: str = "Роботи тривали два роки.") -> Page:
    """A page with an article."""
    return answer(ARTICLE.format(title=title, more=more))


def moved(to: str, status: int = 302) -> Page:
    """A redirect."""
    return answer("", status=status, headers={"Location": to})


class Site:
    """The pages by path and what was asked for, with the headers of each request."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def paths(self) -> list[str]:
        """The paths in the order in which they were asked for, robots.txt left out."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def lists(self, *paths: str, path: str = "/rss.xml") -> str:
        """Makes a feed of these paths; returns its address."""
        items = "".join(f"<item><title>Про {one}</title><link>{one}</link></item>" for one in paths)
        xml = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Вісник</title>{items}</channel></rss>'
        self.pages[path] = answer(xml, "application/rss+xml")
        return self.address + path


@contextmanager
def serving() -> Iterator[Site]:
    """A server on a free port, ended at the end."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            try:
                site.pages.get(self.path, answer("", status=404))(self)
            except (ConnectionError, TimeoutError):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
