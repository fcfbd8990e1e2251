"""Contact data in what actions return is exchanged; everything else stays byte for byte."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.domain.placeholder import restore
from frontdesk.guards.results import exchange_result

ORDER = {
    "order_id": "4155550132",
    "tracking": "0170 1234567",
    "total": "89.99 USD",
    "count": 12345678901,
    "email": "jo@mail.example",
    "contact_phone": "467 3395",
    "mobile": 4155550132,
    "shippingAddress": {"street": "Hof 3", "city": "Ulm", "zip": "89073", "country": "DE"},
    "note": "Ring\njo@mail.example at 12 Mill Lane, Bristol BS1 4XX",
    "ip_address": "10.0.0.1",
    "email_address": "none",
}


def test_values_are_judged_under_their_names():
    told = json.dumps(ORDER, separators=(",", ":"))
    kept, new = exchange_result(told, {})
    read = json.loads(kept)

    assert read["shippingAddress"] == {
        "street": "[address_1]",
        "city": "Ulm",
        "zip": "[address_2]",
        "country": "DE",
    }
    assert (read["contact_phone"], read["mobile"]) == ("[phone_1]", "[phone_2]")
    assert read["note"] == "Ring\n[email_1] at [address_3]"
    same = ("order_id", "tracking", "total", "count", "ip_address", "email_address")
    assert {name: read[name] for name in same} == {name: ORDER[name] for name in same}
    assert new["[phone_2]"] == "4155550132"
    assert new["[address_1]"] == "Hof 3"


def test_a_value_the_customer_wrote_has_the_same_placeholder_in_a_result():
    kept, new = exchange_result('{"email":"JO@mail.example"}', {"[email_1]": "jo@mail.example"})

    assert (kept, new) == ('{"email":"[email_1]"}', {})


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Call +49 170 1234567.", "Call [phone_1]."),
        ("[email_1] is known, [email_9] is not", r"[email_1] is known, [\email_9] is not"),
        ('{"note":"a\\njo@mail.example and [Cut', '{"note":"a\\n[email_2] and [Cut'),
        ('{ "a" : 1.10, "b": 1e5 }', '{ "a" : 1.10, "b": 1e5 }'),
        ("", ""),
    ],
)
def test_texts_and_json_cut_short(text, kept):
    assert exchange_result(text, {"[email_1]": "known@mail.example"})[0] == kept


VALUES = st.sampled_from(
    ["jo@mail.example", "+49 170 1234567", "ORD-78432", '"\\\n', "12 Mill Lane", "ü", "[email_1]"]
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(VALUES | st.sampled_from(["phone", "address"]), VALUES, max_size=4))
def test_json_stays_json_and_holds_no_address_afterwards(record):
    kept, new = exchange_result(json.dumps(record), {})

    assert "jo@mail.example" not in kept or "jo@mail.example" in record
    assert {name: restore(value, new) for name, value in json.loads(kept).items()} == record
