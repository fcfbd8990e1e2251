"""Addresses of articles, as customers' front ends get them."""

import pytest

from frontdesk.adapters.memory.vault import MemoryVault
from frontdesk.api.wire import CustomerView
from frontdesk.domain.event import ConversationId, ReplyPartSent
from frontdesk.domain.passage import Citation, PassageId
from tests.builders import recorded

SITE = "https://shop.example/us/"


@pytest.mark.parametrize(
    ("written", "site", "whole"),
    [
        ("/help/returns", SITE, "https://shop.example/help/returns"),
        ("help/returns", SITE, "https://shop.example/us/help/returns"),
        ("https://docs.example/a", SITE, "https://docs.example/a"),
        ("/help/returns", "", ""),
        ("javascript:alert(1)", SITE, ""),
        ("", SITE, ""),
    ],
)
async def test_a_citation_leads_to_a_whole_address_or_nowhere(written, site, whole):
    cited = Citation(1, PassageId("returns#1"), "Returns", written, "", "30 days.")
    view = CustomerView(ConversationId("c"), MemoryVault(), site=site)
    (seen,) = await view.see(recorded(ReplyPartSent(1, 1, 1, "30 days.", (cited,))))

    assert [each["url"] for each in seen.data["citations"]] == [whole]
