"""Addresses: what may be fetched, and which hosts are public."""

import pytest

from kg.errors import InputError
from kg.fetch.addresses import clean, is_public


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTPS://Example.ORG:8443/a?b=c#d", "https://example.org:8443/a?b=c"),
        ("https://новини.укр/міст?а=б в", "https://xn--b1amarcd.xn--j1amh/%D0%BC%D1%96%D1%81%D1%82?%D0%B0=%D0%B1%20%D0%B2"),
        ("https://example.org/%D0%BC", "https://example.org/%D0%BC"),
        ("../b", "https://base.example/b"),
        ("//other.example/b", "https://other.example/b"),
        ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]:80/"),
        ("https://example.org/a\r\nHost: evil", "https://example.org/aHost:%20evil"),
    ],
)  # fmt: skip
def test_clean(address: str, found: str) -> None:
    assert clean(address, "https://base.example/a/c") == found
    assert clean(found) == found


@pytest.mark.parametrize(
    "address",
    ["", "file:///etc/passwd", "ftp://example.org", "javascript:alert(1)", "data:,x", "https://", "https://u:p@example.org",
     "https://example.org:99999/", "https://[::1", "https://" + "a" * 3000 + ".org", "https://a..b/"],
)  # fmt: skip
def test_refused(address: str) -> None:
    with pytest.raises(InputError):
        clean(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
     "255.255.255.255", "224.0.0.1", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
     "64:ff9b::7f00:1", "2002:7f00:1::", "2002:a00:1::1"],
)  # fmt: skip
def test_private(address: str) -> None:
    assert not is_public(address)
