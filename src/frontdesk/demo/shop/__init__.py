"""ShopNova's web site: another origin than the desk, with the one script tag on every page.

It stands for the company's own site. What it knows of orders comes from the order system, what it
helps with from the same articles as the desk's answers.
"""

from frontdesk.demo.shop.pages import create_shop
from frontdesk.demo.shop.signing_in import SHOPPERS, SignIn

__all__ = ["SHOPPERS", "SignIn", "create_shop"]
