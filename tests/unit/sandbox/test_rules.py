"""What is refused beyond the shapes: schemas, examples, versions, betas, sources."""

import json
from typing import Any

import pytest

from frontdesk.sandbox.door import Door
from frontdesk.sandbox.refusal import Refusal
from tests.unit.sandbox.prompts import HEADERS, admitted, assistant, body, text, user

OLD = {"x-api-key": "k", "anthropic-version": "2023-06-01"}
HAIKU_4_5 = "claude-haiku-4-5"


def held(**schema: Any) -> dict[str, Any]:
    return {"type": "object", "properties": schema, "additionalProperties": False}


def tool(schema: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"name": "find", "strict": True, "input_schema": schema, **fields}


def formed(schema: dict[str, Any]) -> dict[str, Any]:
    return {"output_config": {"format": {"type": "json_schema", "schema": schema}}}


def refused(**fields: Any) -> Refusal:
    with pytest.raises(Refusal) as no:
        admitted(**fields)
    return no.value


OPEN = {"type": "object", "properties": {"a": {"type": "string"}}}
LOOP = held(a={"$ref": "#/$defs/b"}) | {"$defs": {"b": held(c={"$ref": "#/$defs/b"})}}
MANY = {f"f{n}": {"type": "string"} for n in range(25)}
UNIONS = {f"f{n}": {"type": ["string", "null"]} for n in range(17)}

SCHEMAS: list[tuple[dict[str, Any], str]] = [
    (OPEN, "'additionalProperties' must be explicitly set to false"),
    (held(a={"type": "array", "items": OPEN}), "'additionalProperties' must be"),
    (held(a={"type": "integer", "minimum": 1}), "For 'integer' type, properties minimum"),
    (held(a={"type": "string", "maxLength": 9}), "For 'string' type, properties maxLength"),
    (held(a={"type": "array", "maxItems": 2}), "For 'array' type, properties maxItems"),
    (held(a={"type": "array", "minItems": 2}), "other than 0 or 1"),
    (held(a={"type": "string", "format": "phone"}), "format 'phone'"),
    (held(a={"enum": [{"b": 1}]}), "'enum' values"),
    (LOOP, "Recursive schemas are not supported"),
    (held(a={"$ref": "#/$defs/none"}), "does not lead to a definition"),
    (held(**MANY), "Schema is too complex for compilation."),
    (held(**UNIONS) | {"required": list(UNIONS)}, "Schema is too complex for compilation."),
]


@pytest.mark.parametrize(("schema", "message"), SCHEMAS, ids=[row[1] for row in SCHEMAS])
def test_a_reply_cannot_be_held_to_every_schema(schema, message):
    by_tool, by_format = refused(tools=[tool(schema)]), refused(**formed(schema))

    assert by_tool.status == by_format.status == 400
    assert message in by_tool.message
    assert message in by_format.message
    assert admitted(tools=[tool(schema, strict=False)])


def test_twenty_strict_tools_and_no_more():
    tools = [tool(held()) | {"name": f"t{n}"} for n in range(21)]

    assert admitted(tools=tools[:20])
    assert refused(tools=tools).message.startswith("Schema is too complex")


SUPPORTED = held(
    mood={"enum": ["good", "bad"]},
    when={"type": "string", "format": "date"},
    tags={"type": "array", "items": {"$ref": "#/$defs/tag"}, "minItems": 1},
    note={"anyOf": [{"type": "string"}, {"type": "null"}]},
) | {"$defs": {"tag": held(name={"type": "string"})}, "required": ["mood"]}


def test_what_the_vendor_supports_is_taken():
    assert admitted(tools=[tool(SUPPORTED)])
    assert admitted(**formed(SUPPORTED))


@pytest.mark.parametrize(
    ("example", "message"),
    [
        ({"tags": []}, "'mood' is a required property"),
        ({"mood": "so-so"}, "mood: 'so-so' is not one of"),
        ({"mood": "bad", "tags": [{"name": 1}]}, "tags: 0: name: 1 is not of type 'string'"),
        ({"mood": "bad", "colour": 1}, "Additional properties are not allowed"),
        ({"mood": "bad", "note": 1}, "not valid under any"),
    ],
)
def test_an_input_example_fits_its_schema(example, message):
    asked = refused(tools=[tool(SUPPORTED, input_examples=[{"mood": "good"}, example])])

    assert asked.message.startswith("tools.0.custom.input_examples.1: ")
    assert message in asked.message


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"temperature": 0.5}, "`temperature` may only be set to 1"),
        ({"top_k": 5}, "`top_k` is not supported"),
        ({"top_p": 0.5}, "`top_p` may only be set to 0.99"),
        ({"temperature": 1, "top_p": 0.99}, "cannot both be specified"),
        ({"temperature": 0.5, "top_p": 0.5, "model": HAIKU_4_5}, "cannot both be specified"),
        ({"temperature": 3}, "temperature: Input should be less than or equal to 1"),
    ],
)
def test_the_old_version_takes_few_sampling_fields(fields, message):
    assert message in refused(headers=OLD, **fields).message


@pytest.mark.parametrize(
    "fields", [{"temperature": 1}, {"top_p": 0.99}, {"temperature": 0, "model": HAIKU_4_5}]
)
def test_the_new_version_takes_none(fields):
    assert admitted(headers=OLD, **fields)
    (name, *_) = fields
    assert refused(**fields).message == f"{name}: Extra inputs are not permitted"


DOCUMENT = {
    "type": "document",
    "source": {"type": "text", "media_type": "text/plain", "data": "a"},
}
WEB = {
    "type": "web_search_result_location",
    "cited_text": "a",
    "url": "https://example.org",
    "title": "t",
    "encrypted_index": "e",
}


@pytest.mark.parametrize(
    "messages",
    [
        (user("a"), assistant(DOCUMENT), user("b")),
        (user(text("a", citations=[WEB])),),
    ],
    ids=["document_by_assistant", "citation_by_user"],
)
def test_what_only_the_new_version_refuses(messages):
    assert admitted(*messages, headers=OLD)
    with pytest.raises(Refusal):
        admitted(*messages)


def with_beta(*names: str) -> dict[str, str]:
    return HEADERS | {"anthropic-beta": ",".join(names)}


def test_an_unknown_beta_is_named():
    asked = refused(headers=with_beta("pdfs-2024-09-25", "teleport-2031-01-01"))

    assert asked.message.startswith("Unexpected value(s) `teleport-2031-01-01` for the")


@pytest.mark.parametrize(
    ("beta", "fields"),
    [
        ("fast-mode-2026-02-01", {"speed": "fast"}),
        (
            "thinking-binding-controls-2026-08-01",
            {
                "thinking": {
                    "type": "adaptive",
                    "block_binding": {"prefix_mismatch_behavior": "drop_block"},
                }
            },
        ),
    ],
)
def test_a_beta_field_needs_its_header(beta, fields):
    assert admitted(headers=with_beta(beta), **fields)
    assert refused(**fields).message.endswith("Extra inputs are not permitted")


@pytest.mark.parametrize("field", ["thread", "context_management", "mcp_servers", "fallbacks"])
def test_what_is_not_offered_is_refused_also_with_a_beta(field):
    headers = with_beta("message-threads-2026-08-12", "context-management-2025-06-27")

    assert refused(headers=headers, **{field: []}).message == (
        f"{field}: Extra inputs are not permitted"
    )


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ({"type": "base64", "media_type": "image/bmp", "data": "aa"}, "image.source.base64.media"),
        ({"type": "base64", "media_type": "image/png", "data": "?"}, "image.source.base64.data"),
        ({"type": "url", "url": "ftp://a"}, "image.source.url.url"),
        ({"type": "clay"}, "image.source: Input tag 'clay'"),
    ],
)
def test_a_source_has_a_known_shape(source, message):
    with pytest.raises(Refusal) as no:
        admitted(user({"type": "image", "source": source}))

    assert message in no.value.message


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"stop_sequences": [" \n"]}, "stop_sequences: each stop sequence must contain"),
        ({"metadata": {"user_id": "u" * 257}}, "metadata.user_id: String should have at most 256"),
        ({"messages": [assistant("a"), user("b")]}, 'first message must use the "user" role'),
        ({"inference_geo": "mars"}, "inference_geo: 'mars' is not a supported geography"),
        (
            {"inference_geo": "us", "model": HAIKU_4_5},
            "inference_geo: is not supported for this model",
        ),
        (
            {
                "model": HAIKU_4_5,
                "max_tokens": 2_000,
                "thinking": {"type": "enabled", "budget_tokens": 1_024},
                "tools": [tool(held())],
                "tool_choice": {"type": "any"},
            },
            "Thinking may not be enabled when tool_choice forces tool use.",
        ),
    ],
)
def test_small_print(fields, message):
    assert message in refused(**fields).message


def test_newer_models_stay_where_they_are_told_to():
    assert admitted(inference_geo="us")
    assert admitted(inference_geo="global", model="claude-opus-4-6")


def test_an_empty_text_cannot_be_marked():
    with pytest.raises(Refusal) as no:
        admitted(user(text("", cache_control={"type": "ephemeral"})))

    assert no.value.message == (
        "messages.0.content.0.text: cache_control cannot be set for empty text blocks"
    )


def test_a_browser_is_sent_away():
    asked = refused(headers=HEADERS | {"origin": "https://example.org"})

    assert (asked.status, asked.message) == (
        401,
        "CORS requests are not allowed for this Organization",
    )


def test_a_model_is_gone_on_the_day_it_retires():
    day = 1_795_996_800  # 2026-11-30
    raw = json.dumps(body(model="claude-sonnet-4-5")).encode()

    assert Door(clock=lambda: day - 1).admit(HEADERS, raw)
    with pytest.raises(Refusal) as no:
        Door(clock=lambda: day).admit(HEADERS, raw)
    assert (no.value.status, no.value.message) == (404, "model: claude-sonnet-4-5")
