"""Whose limits count: the connection's address, or what a proxy of our own says."""

from ipaddress import ip_network

import pytest
from starlette.requests import HTTPConnection

from frontdesk.api.addresses import address_of

OURS = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


def found(peer: str, *forwarded: str, trusted=OURS) -> str:
    headers = [(b"x-forwarded-for", line.encode()) for line in forwarded]
    scope = {"type": "http", "client": (peer, 1), "headers": headers}
    return address_of(HTTPConnection(scope), trusted)


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.9", (), "203.0.113.9"),
        ("203.0.113.9", ("198.51.100.7",), "203.0.113.9"),  # nobody we trust says so
        ("10.0.0.1", ("198.51.100.7",), "198.51.100.7"),
        ("10.0.0.1", ("1.2.3.4, 198.51.100.7",), "198.51.100.7"),  # the first is made up
        ("10.0.0.1", ("1.2.3.4", "198.51.100.7"), "198.51.100.7"),
        ("10.0.0.1", ("198.51.100.7, 10.0.0.2",), "198.51.100.7"),  # two proxies of ours
        ("10.0.0.1", ("10.0.0.5",), "10.0.0.5"),
        ("10.0.0.1", ("unknown",), "10.0.0.1"),
        ("10.0.0.1", ("1.2.3.4, what?",), "10.0.0.1"),
        ("::ffff:10.0.0.1", ("198.51.100.7",), "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", (), "2001:db8:1:2::/64"),
        ("fd00::1", ("2001:db8:1:2::9",), "2001:db8:1:2::/64"),
        ("testclient", (), "testclient"),
    ],
)
def test_an_address_is_what_was_seen_or_what_our_own_proxy_saw(peer, forwarded, address):
    assert found(peer, *forwarded) == address


def test_without_proxies_of_our_own_nothing_that_is_sent_changes_the_address():
    assert found("10.0.0.1", "198.51.100.7", trusted=()) == "10.0.0.1"
