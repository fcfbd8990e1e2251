"""ShopNova, the demo store: an ordinary project folder, and the shop's own page."""
