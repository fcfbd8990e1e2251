"""Searching the company's articles."""

from typing import Literal

from frontdesk.actions.context import Context
from frontdesk.actions.declaring import action
from frontdesk.domain.action import NOTHING_FOUND, Outcome

SEARCH_OTHERWISE = (
    f"{NOTHING_FOUND} Search results that are at hand already were left out: if they do not answer "
    "the question, search once more with other words, or treat it as one that the articles do not "
    "answer."
)


@action(risk="read", level="visitor", size=16_000)
async def search_faq(
    query: str,
    context: Context,
    category: Literal["shipping", "returns", "products", "account", "payment"] | None = None,
) -> Outcome:
    """Searches the company's help articles and returns the passages that fit best. Use it when
    the customer asks about policies, products, delivery, payment or the account and the search
    results at hand do not answer it, also when a message holds a second question that they do
    not cover. Do not use it for facts about this customer's own orders or tickets, and do not
    repeat a search in other words more than once. The results can be cited; it says so when
    nothing was found.

    Args:
        query: What to look for, as a short question or a few telling words, in a language in
            which the articles are written.
        category: The kind of articles to look at, only if it is certain; leave it out to search
            all of them.
    """
    found = await context.search(query, category or "")
    if category and not found:  # a company may file its articles under other names
        found = await context.search(query, "")
    return Outcome("done", passages=tuple(found)) if found else Outcome("done", SEARCH_OTHERWISE)
