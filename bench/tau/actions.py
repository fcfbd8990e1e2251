"""Its tools as actions of a desk: who is meant comes from the conversation, never from a call."""

import json
from typing import Any

from bench.tau.shop import NotPossible, Row, Shop
from frontdesk.actions import Action, Contact, Context, Done, Id, Order, Outcome, Owned, action
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import CustomerBound, HandoverStarted

WRITE = {"risk": "keyed_write", "level": "claimed", "per": "turn", "size": 20_000}
READ = {"risk": "read", "size": 20_000}


def actions_of(shop: Shop) -> list[Action]:  # noqa: C901, PLR0915 (one small action after another)
    def row(order: Order) -> Row:
        return shop.orders[order.id]

    def told(order: Order, change: Any) -> Outcome:
        try:
            change()
        except NotPossible as reason:
            return Outcome("refused", f"Not done: {reason}.")
        return Outcome("done", json.dumps(row(order)))

    def bound(id: str | None, context: Context) -> Done:
        if context.customer:
            return Done(Outcome("done", "The customer is known already."))
        if id is None:
            return Done(Outcome("refused", "User not found"))
        return Done(Outcome("done", id), (CustomerBound(CustomerId(id), "claimed"),))

    @action(**READ, level="visitor", alone=True)
    async def find_user_id_by_email(email: Contact, context: Context) -> Done:
        """Finds the customer by e-mail address.

        Args:
            email: The address.
        """
        return bound(shop.user_by_email(email.value), context)

    @action(**READ, level="visitor", alone=True)
    async def find_user_id_by_name_zip(
        first_name: str, last_name: str, zip: str, context: Context
    ) -> Done:
        """Finds the customer by name and zip code.

        Args:
            first_name: The first name.
            last_name: The last name.
            zip: The zip code.
        """
        return bound(shop.user_by_name(first_name, last_name, zip), context)

    @action(**READ, level="claimed")
    async def get_user_details(context: Context) -> str:
        """The customer's own details."""
        return json.dumps(shop.users[context.owner.id])

    @action(**READ, level="claimed")
    async def get_order_details(order: Owned[Order]) -> str:
        """An order of the customer's own.

        Args:
            order: Its number.
        """
        return json.dumps(row(order))

    @action(**READ, level="visitor")
    async def get_product_details(product_id: Id) -> Outcome:
        """A kind of product.

        Args:
            product_id: Its id.
        """
        try:
            return Outcome("done", json.dumps(shop.product(product_id)))
        except NotPossible as reason:
            return Outcome("refused", str(reason))

    @action(**READ, level="visitor")
    async def get_item_details(item_id: Id) -> Outcome:
        """An item.

        Args:
            item_id: Its id.
        """
        try:
            return Outcome("done", json.dumps(shop.item(item_id)))
        except NotPossible as reason:
            return Outcome("refused", str(reason))

    @action(**READ, level="visitor")
    async def list_all_product_types() -> str:
        """All kinds of products."""
        products = shop.rows["products"].values()
        return json.dumps({each["name"]: each["product_id"] for each in products}, sort_keys=True)

    @action(**READ, level="visitor")
    async def calculate(expression: str) -> str:
        """Calculates; the desk leaves that to the model.

        Args:
            expression: What.
        """
        return f"Not calculated: {expression}"

    @action(**WRITE, key=("order",))
    async def cancel_pending_order(order: Owned[Order], reason: str) -> Outcome:
        """Cancels a pending order.

        Args:
            order: Its number.
            reason: Why.
        """
        if reason not in {"no longer needed", "ordered by mistake"}:
            return Outcome("refused", "Invalid reason")
        return told(order, lambda: shop.cancel(row(order), reason))

    @action(**WRITE, key=("order", "item_ids"))
    async def return_delivered_order_items(
        order: Owned[Order], item_ids: list[Id], payment_method_id: Id
    ) -> Outcome:
        """Returns items of a delivered order.

        Args:
            order: Its number.
            item_ids: The items.
            payment_method_id: Where the money goes.
        """
        return told(order, lambda: shop.give_back(row(order), item_ids, payment_method_id))

    @action(**WRITE, key=("order", "item_ids"))
    async def exchange_delivered_order_items(
        order: Owned[Order], item_ids: list[Id], new_item_ids: list[Id], payment_method_id: Id
    ) -> Outcome:
        """Exchanges items of a delivered order.

        Args:
            order: Its number.
            item_ids: The items.
            new_item_ids: Those instead, in the same order.
            payment_method_id: Who pays the difference.
        """
        return told(
            order, lambda: shop.exchange(row(order), item_ids, new_item_ids, payment_method_id)
        )

    @action(**WRITE, key=("order", "item_ids"))
    async def modify_pending_order_items(
        order: Owned[Order], item_ids: list[Id], new_item_ids: list[Id], payment_method_id: Id
    ) -> Outcome:
        """Changes items of a pending order.

        Args:
            order: Its number.
            item_ids: The items.
            new_item_ids: Those instead, in the same order.
            payment_method_id: Who pays the difference.
        """
        return told(
            order, lambda: shop.change_items(row(order), item_ids, new_item_ids, payment_method_id)
        )

    @action(**WRITE, key=("order", "payment_method_id"))
    async def modify_pending_order_payment(order: Owned[Order], payment_method_id: Id) -> Outcome:
        """Changes how a pending order is paid.

        Args:
            order: Its number.
            payment_method_id: How.
        """
        return told(order, lambda: shop.change_payment(row(order), payment_method_id))

    @action(**WRITE, key=("order",))
    async def modify_pending_order_address(  # noqa: PLR0913 (as the tool has them)
        order: Owned[Order],
        address1: str,
        address2: str,
        city: str,
        state: str,
        country: str,
        zip: str,
    ) -> Outcome:
        """Changes where a pending order goes.

        Args:
            order: Its number.
            address1: The first line.
            address2: The second line.
            city: The city.
            state: The state.
            country: The country.
            zip: The zip code.
        """
        address = _address(address1, address2, city, state, country, zip)
        return told(order, lambda: shop.change_address(row(order), address))

    @action(**WRITE)
    async def modify_user_address(  # noqa: PLR0913 (as the tool has them)
        address1: str,
        address2: str,
        city: str,
        state: str,
        country: str,
        zip: str,
        context: Context,
    ) -> str:
        """Changes the customer's own address.

        Args:
            address1: The first line.
            address2: The second line.
            city: The city.
            state: The state.
            country: The country.
            zip: The zip code.
        """
        user = shop.users[context.owner.id]
        user["address"] = _address(address1, address2, city, state, country, zip)
        return json.dumps(user)

    @action(risk="keyed_write", level="visitor", per="turn", only_to_people=True)
    async def transfer_to_human_agents(summary: str) -> Done:
        """Hands the conversation to a person.

        Args:
            summary: What it is about.
        """
        return Done(Outcome("done", "Transfer successful"), (HandoverStarted(summary[:200]),))

    return [each for each in locals().values() if isinstance(each, Action)]


def _address(*parts: str) -> Row:
    names = ("address1", "address2", "city", "state", "country", "zip")
    return dict(zip(names, parts, strict=True))
