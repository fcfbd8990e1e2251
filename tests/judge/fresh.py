"""Wordings that were written after the reader was tuned, and judged once before any repair."""

from collections.abc import Mapping, Sequence

ASKED: Mapping[str, Sequence[str]] = {
    "cancel_pending_order": [
        "hey, order {order} can be cancelled, i don't need it any more",
        "I made a mistake when I ordered {order}, so cancel that one for me.",
        "Kindly cancel the order with number {order} as it is no longer needed.",
        "Cancellation of {order} please, ordered by mistake!",
    ],
    "return_delivered_order_items": [
        "{item} from {order} has to go back, I want to return it. Refund to {pay}.",
        "Hello! I would like to return item {item} of order {order}. My payment method is {pay}.",
        "return {item} of {order} to {pay}",
    ],
    "exchange_delivered_order_items": [
        "My delivered order {order} has {item}; I'd rather have {item2}. "
        "Please exchange it, {pay} is fine.",
        "Would you exchange {item} for {item2}? Order {order}, payment {pay}.",
    ],
    "modify_pending_order_items": [
        "Please update order {order}, still pending: "
        "instead of {item} I want item {item2}, on {pay}.",
        "I'd like to change the items in {order} (pending), "
        "from {item} to {item2}, and pay with {pay}.",
    ],
    "modify_pending_order_payment": [
        "I'd prefer {pay} as payment method for {order}. Please change that.",
        "Pending order {order}: modify payment, use {pay}.",
    ],
    "modify_pending_order_address": [
        "The shipping address of {order} is wrong. Please correct it to {address}",
        "Please have {order} shipped to {address} instead, so change its address.",
    ],
    "modify_user_address": [
        "My home address changed. Please modify it for user {user}: {address}",
        "Set a new default address for {user}, please: {address}.",
    ],
    "get_order_details": [
        "{order} - any news?",
        "I am still waiting for {order}. What is going on with my order?",
        "could you check on order {order} for me",
        "What did I order in {order}?",
        "when will order {order} get here?",
    ],
    "get_user_details": [
        "Can you show me the orders of my account? I'm user {user}.",
        "I would like to see my profile, {user}.",
    ],
    "find_user_id_by_email": [
        "Could you look me up? My email address is {email}.",
        "I forgot my user id. The email is {email}",
    ],
    "find_user_id_by_name_zip": [
        "I forgot my user id. My name is {name}, the zip is {zip}.",
        "Look up my user by name and zip code please. My name is {name}, {zip}.",
    ],
    "get_product_details": [
        "What options does product {product} have?",
        "Tell me the inventory details of the product {product}.",
    ],
    "get_item_details": [
        "How many of item {item} are left in the inventory?",
        "Please check item {item}.",
    ],
    "list_all_product_types": [
        "Give me a list of all products please.",
        "What product types does the store offer?",
    ],
    "transfer_to_human_agents": [
        "Let me speak to somebody human please",
        "I want a human agent now!",
        "Can I talk to a real person?",
    ],
    "calculate": [
        "How much is 49.99 + 12.01?",
        "Calculate 3 * (19.5 - 4) for me.",
    ],
}
UNASKED = [
    "Should I cancel {order} or wait?",
    "I was thinking about returning {item}. What do people usually do?",
    "You already cancelled {order}, right?",
    "The courier said he would return {order} to you.",
    "Don't change the address of {order}, it is right as it is: {address}",
    "My friend wants to exchange {item} for {item2} one day.",
    "What does it cost to exchange {item} with {pay}?",
    "Is {order} cancelled?",
    "Explain how I can modify {order}.",
    "Your site shows a cancel button on {order}, what does it do?",
    "I do not want to cancel {order}.",
    "Hello there",
    "Has the return of {item} from {order} been refunded to {pay}?",
    "I hate that {order} was changed without asking me.",
    "Do you ship to {address}?",
    "May I return {item} after a month?",
]
