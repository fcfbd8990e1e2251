"""What the company sells."""

from frontdesk.actions.context import Context
from frontdesk.actions.declaring import action
from frontdesk.domain.action import Outcome
from frontdesk.domain.order import Product


@action(risk="read", level="visitor", taints=False)  # the company's own names
async def product_availability(product: str, context: Context) -> Outcome | dict[str, object]:
    """Tells whether a product is in stock, what it costs, and when it comes back if it is sold
    out. Use it when the customer asks for the price or the availability of something the
    company sells. Do not use it for what a product can do, which the articles tell, or for goods
    that the customer has ordered already. Returns the products whose names fit, the best first.

    Args:
        product: The name of the product, or the words the customer uses for it.
    """
    found = await context.store.products(product)
    if not found:
        return Outcome("done", "No product of this name was found.")
    return {"products": [_told(each) for each in found]}


def _told(product: Product) -> dict[str, object]:
    told: dict[str, object] = {"product": product.name, "price": product.price}
    if product.in_stock > 0:
        return {**told, "available": "yes"}
    return {**told, "available": "sold out", "back_on": product.restocked or "not known"}
