"""ShopNova: the demo store, an ordinary project folder with the shop's own site beside it."""

TRY = (
    ("One side of my headphones is silent. What can I do?", ""),
    ("How much is standard shipping, and when is it free?", ""),
    ("Where is my order ORD-78497?", "signed in as Elena Petrova"),
    ("I want my money back for order ORD-78432, it is defective.", "as Sarah Whitfield"),
    ("I would like to talk to a person.", ""),
)
"""Five questions that show what a desk does, and who has to ask."""
