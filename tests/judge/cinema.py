"""A second trade in no other test, written later and judged once before any repair: 0.69."""

from collections.abc import Mapping

from tests.judge.pharmacy import Call
from tests.unit.sandbox.reading import string, tool

CODE = string("The code of the booking, for example CN-7712.")
TOOLS = [
    tool("get_booking", "Retrieve a booking with its film, seats and payment.", booking_code=CODE),
    tool("my_bookings", "All bookings of the signed-in customer."),
    tool("cancel_booking", "Cancels a booking and frees its seats.", booking_code=CODE),
    tool(
        "change_seats",
        "Move a booking to other seats in the same screening.",
        booking_code=CODE,
        seats=string("The new seats, such as 'F12'."),
    ),
    tool(
        "list_screenings",
        "List what is on at the cinema on a day.",
        date=string("The day, such as '2031-04-30'."),
    ),
    tool(
        "resend_tickets",
        "Send the tickets of a booking to the customer again.",
        booking_code=CODE,
        channel=string("Where to.", enum=["email", "text_message"]),
    ),
    tool(
        "report_lost_property",
        "File a report about something that was left in the cinema.",
        "description",
        description=string("What was lost and where."),
        date=string("The day it was lost, such as '2031-04-30'."),
    ),
    tool("contact_manager", "Pass the conversation on to a manager.", reason=string("Why.")),
]
ASKED: Mapping[str, Call] = {
    "which row am I in for CN-4410?": ("get_booking", {"booking_code": "CN-4410"}),
    "Has CN-8123 been paid?": ("get_booking", {"booking_code": "CN-8123"}),
    "can you pull up booking CN-5560 please": ("get_booking", {"booking_code": "CN-5560"}),
    "What have I booked with you?": ("my_bookings", {}),
    "show my bookings": ("my_bookings", {}),
    "I can't make it tonight, please cancel CN-7001": (
        "cancel_booking",
        {"booking_code": "CN-7001"},
    ),
    "Scrap my booking CN-2294, would you?": ("cancel_booking", {"booking_code": "CN-2294"}),
    "Could you move CN-3318 to G7?": ("change_seats", {"booking_code": "CN-3318", "seats": "G7"}),
    "I'd prefer to sit in D11, please change CN-9047": (
        "change_seats",
        {"booking_code": "CN-9047", "seats": "D11"},
    ),
    "What's showing on 2031-07-19?": ("list_screenings", {"date": "2031-07-19"}),
    "which films are on 2031-08-02": ("list_screenings", {"date": "2031-08-02"}),
    "My tickets never reached me, please send those of CN-1182 again by email": (
        "resend_tickets",
        {"booking_code": "CN-1182", "channel": "email"},
    ),
    "Please resend the tickets for CN-6653 as a text message": (
        "resend_tickets",
        {"booking_code": "CN-6653", "channel": "text_message"},
    ),
    "I left my umbrella under seat C4, please file a report": ("report_lost_property", {}),
    "I want to speak to the manager": ("contact_manager", {}),
    "Ich moechte CN-4475 stornieren, bitte.": ("cancel_booking", {"booking_code": "CN-4475"}),
}
