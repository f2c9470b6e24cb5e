"""What feeds, sitemaps and lists of addresses list, and with which day and title."""

import pytest

from kg.fetch.listing import Entry, addresses, listing

SITE = "https://example.org/"


def test_a_sitemap_lists_its_pages_and_not_their_pictures() -> None:
    found = listing(
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        b' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
        b' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc> /a </loc>'
        b"<news:news><news:publication_date>2025-11-15</news:publication_date><news:title>News</news:title></news:news>"
        b"<image:image><image:loc>/a.jpg</image:loc><image:title>A picture</image:title></image:image></url>"
        b"<url><image:image><image:loc>/b.jpg</image:loc></image:image></url></urlset>",
        SITE,
    )
    assert found.pages == (Entry(f"{SITE}a", "2025-11-15", "News"),)
    assert found.faults == ()


RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="/a"><title>A</title><link>/a</link>{}</item>'
    "</rdf:RDF>"
)
RSS = (
    '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><item><title>A</title><link>/a</link>{}'
    "</item></channel></rss>"
)
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><link href="/a"/>{}</entry></feed>'
DC = "<dc:date>2025-11-15T10:00:00+02:00</dc:date>"


@pytest.mark.parametrize(
    ("feed", "time", "day"),
    [
        (RDF, DC, "2025-11-15"),
        (RSS, DC, "2025-11-15"),
        (RSS, f"<pubDate>Fri, 14 Nov 2025 10:00:00 +0200</pubDate>{DC}", "2025-11-14"),
        (RSS, "", None),
        (ATOM, "<published>2025-11-15T10:00:00Z</published><updated>2025-11-16T10:00:00Z</updated>", "2025-11-15"),
        (ATOM, "<updated>2025-11-16T10:00:00Z</updated>", None),
    ],
)
def test_the_day_of_a_feed(feed: str, time: str, day: str | None) -> None:
    assert listing(feed.format(time).encode(), SITE).pages == (Entry(f"{SITE}a", day, "A"),)


def test_comments_in_a_list_of_addresses() -> None:
    lines = f"# a list\n  # more\n{SITE}a # the first\n{SITE}b\t#\n{SITE}c#part\n\n"
    assert [one.url for one in addresses(lines.encode(), "list").pages] == [f"{SITE}{name}" for name in "abc"]
