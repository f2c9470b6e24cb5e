"""Requests as a polite guest makes them: robots.txt asked first, a pause between two requests to a host, redirects
followed one by one under the same rules. Not for what a page says."""

import time
from collections.abc import Callable
from dataclasses import replace

from protego import Protego

from kg.errors import InputError
from kg.fetch.addresses import clean, host_of
from kg.fetch.client import Answer, Client

ROBOTS_BYTES = 512_000
"""What is read of a robots.txt (RFC 9309, 2.5)."""
REDIRECTS = 5
LONGEST_PAUSE = 60.0
"""Seconds of a host's own Crawl-delay that are kept; with more, its pages are left alone."""
_CLOSING = frozenset({429, 503})
"""Answers after which a host is left alone for the rest of the run."""


class Visitor:
    """One run's guest: `name` is what robots.txt knows it by, `pause` the seconds between two requests to a host."""

    def __init__(self, client: Client, name: str, pause: float, sleep: Callable[[float], None] = time.sleep) -> None:
        self._client, self._name, self._pause, self._sleep = client, name, pause, sleep
        self._rules: dict[str, Protego | Answer] = {}
        self._next: dict[str, float] = {}
        self._closed: set[str] = set()

    def get(self, url: str, limit: int, etag: str | None = None, modified: str | None = None) -> Answer:
        """The answer at the end of all redirects (its `url`); a fault where a rule forbids one of the steps."""
        return self._followed(url, lambda step: self._forbidden(step) or self._step(step, limit, etag, modified))

    def _followed(self, url: str, visit: Callable[[str], Answer]) -> Answer:
        here = url
        for _ in range(REDIRECTS + 1):
            answer = visit(here)
            if answer.fault or answer.status == 304 or not 300 <= answer.status < 400:
                return answer
            try:
                there = clean(answer.location or "", here)
            except InputError as error:
                return Answer(url, answer.status, fault=f"leads to what is not fetched: {error.reason}")
            if here.startswith("https:") and there.startswith("http:"):
                return Answer(url, answer.status, fault="leads from https to http")
            here = there
        return Answer(url, fault=f"leads on more than {REDIRECTS} times")

    def _step(self, url: str, limit: int, etag: str | None = None, modified: str | None = None) -> Answer:
        """One request, when its host's turn has come."""
        host = host_of(url)
        if host in self._closed:
            return Answer(url, fault="its host asked to come back later", again=True)
        self._sleep(max(0.0, self._next.get(host, 0.0) - time.monotonic()))
        answer = self._client.get(url, limit, etag, modified)
        self._next[host] = time.monotonic() + self._pause_of(host)
        if answer.status in _CLOSING:
            self._closed.add(host)
        return answer

    def _pause_of(self, host: str) -> float:
        rules = self._rules.get(host)
        own = rules.crawl_delay(self._name) if isinstance(rules, Protego) else None
        return max(self._pause, float(own or 0))

    def _forbidden(self, url: str) -> Answer | None:
        """Why a page may not be fetched, by its host's robots.txt; None where it may."""
        host = host_of(url)
        if host not in self._rules:
            self._rules[host] = self._asked(host)
        rules = self._rules[host]
        if isinstance(rules, Answer):
            reason = f"nothing of its host is fetched, whose robots.txt {rules.fault}"
            return Answer(url, fault=reason, again=rules.again)
        if not rules.can_fetch(url, self._name):
            return Answer(url, fault="robots.txt forbids it")
        if self._pause_of(host) > max(self._pause, LONGEST_PAUSE):
            return Answer(url, fault=f"robots.txt asks for more than {LONGEST_PAUSE:g} s between two requests")
        return None

    def _asked(self, host: str) -> Protego | Answer:
        """The rules of a host, none where it has none; its answer where it does not say (RFC 9309, 2.3.1)."""
        answer = self._followed(f"{host}/robots.txt", lambda step: self._step(step, ROBOTS_BYTES))
        if 400 <= answer.status < 500 and answer.status not in _CLOSING:
            return Protego.parse("")
        if answer.fault or answer.status != 200:
            return answer if answer.fault else replace(answer, fault=f"answered {answer.status}")
        return Protego.parse(answer.body.decode("utf-8-sig", "replace"))
