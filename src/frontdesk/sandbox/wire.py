"""The shapes of a request to `/v1/messages`; anything they do not name is refused."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

# A choice that the API's error paths do not show is tagged in round brackets; refusal.py drops it.
PLAIN, LISTED = "(text)", "(list)"
BASE64 = r"^[A-Za-z0-9+/\s]*={0,2}\s*$"


def _form(value: object) -> str:
    return PLAIN if isinstance(value, str) else LISTED


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class CacheControl(Shape):
    type: Literal["ephemeral"]
    ttl: Literal["5m", "1h"] = "5m"


class CitationsSwitch(Shape):
    enabled: bool = False


class SearchResultLocation(Shape):
    type: Literal["search_result_location"]
    cited_text: str
    source: str
    title: str | None
    search_result_index: int
    start_block_index: int
    end_block_index: int


class OtherLocation(Shape):
    """Citations this server never gives; clients may still send back what Claude gave them."""

    model_config = ConfigDict(extra="allow", frozen=True)

    type: Literal[
        "char_location", "page_location", "content_block_location", "web_search_result_location"
    ]
    cited_text: str


Location = Annotated[SearchResultLocation | OtherLocation, Discriminator("type")]


class Text(Shape):
    type: Literal["text"]
    text: str
    citations: list[Location] | None = None
    cache_control: CacheControl | None = None


class ImageData(Shape):
    type: Literal["base64"]
    media_type: Literal["image/jpeg", "image/png", "image/gif", "image/webp"]
    data: Annotated[str, Field(pattern=BASE64)]


class Pdf(Shape):
    type: Literal["base64"]
    media_type: Literal["application/pdf"]
    data: Annotated[str, Field(pattern=BASE64)]


class PlainText(Shape):
    type: Literal["text"]
    media_type: Literal["text/plain"]
    data: str


class Address(Shape):
    """Looked up by the API; here it is only counted."""

    type: Literal["url"]
    url: Annotated[str, Field(pattern=r"^https?://")]


class File(Shape):
    type: Literal["file"]
    file_id: str


ImageSource = Annotated[ImageData | Address | File, Discriminator("type")]


class Image(Shape):
    type: Literal["image"]
    source: ImageSource
    cache_control: CacheControl | None = None
    transformations: dict[str, object] | None = None


class Contents(Shape):
    type: Literal["content"]
    content: Annotated[
        Annotated[str, Tag(PLAIN)]
        | Annotated[list[Annotated[Text | Image, Discriminator("type")]], Tag(LISTED)],
        Discriminator(_form),
    ]


DocumentSource = Annotated[Pdf | PlainText | Contents | Address | File, Discriminator("type")]


class Document(Shape):
    type: Literal["document"]
    source: DocumentSource
    title: str | None = None
    context: str | None = None
    citations: CitationsSwitch | None = None
    cache_control: CacheControl | None = None


class SearchResult(Shape):
    type: Literal["search_result"]
    source: str
    title: str
    content: list[Text]
    citations: CitationsSwitch = CitationsSwitch()
    cache_control: CacheControl | None = None


class ToolUse(Shape):
    type: Literal["tool_use"]
    id: Annotated[str, Field(pattern=r"^[a-zA-Z0-9_-]+$")]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    input: dict[str, object]
    caller: dict[str, object] | None = None
    toolset_name: str | None = None
    cache_control: CacheControl | None = None


ResultPart = Annotated[Text | Image | Document | SearchResult, Discriminator("type")]


class ToolResult(Shape):
    type: Literal["tool_result"]
    tool_use_id: Annotated[str, Field(pattern=r"^[a-zA-Z0-9_-]+$")]
    content: Annotated[
        Annotated[str, Tag(PLAIN)] | Annotated[list[ResultPart], Tag(LISTED)], Discriminator(_form)
    ] = ""
    is_error: bool = False
    toolset_name: str | None = None
    cache_control: CacheControl | None = None

    @property
    def parts(self) -> list[ResultPart]:
        """Its blocks; none if the content is plain text."""
        return [] if isinstance(self.content, str) else self.content


class Thinking(Shape):
    type: Literal["thinking"]
    thinking: str
    signature: str
    cache_control: CacheControl | None = None  # named so that a rule can refuse it as the API does


class RedactedThinking(Shape):
    type: Literal["redacted_thinking"]
    data: str


Block = Annotated[
    Text | Image | Document | SearchResult | ToolUse | ToolResult | Thinking | RedactedThinking,
    Discriminator("type"),
]


class Message(Shape):
    role: Literal["user", "assistant", "system"]
    content: Annotated[
        Annotated[str, Tag(PLAIN)] | Annotated[list[Block], Tag(LISTED)], Discriminator(_form)
    ]

    @property
    def blocks(self) -> list[Block]:
        if isinstance(self.content, str):
            return [Text(type="text", text=self.content)]
        return self.content


class InputSchema(Shape):
    model_config = ConfigDict(extra="allow", frozen=True)

    type: Literal["object"]


class Tool(Shape):
    type: Literal["custom"] | None = None
    name: Annotated[str, Field(pattern=r"^[a-zA-Z0-9_-]{1,128}$")]
    description: str = ""
    input_schema: InputSchema
    strict: bool | None = None
    cache_control: CacheControl | None = None
    defer_loading: bool | None = None
    allowed_callers: (
        list[
            Literal[
                "direct",
                "code_execution_20250825",
                "code_execution_20260120",
                "code_execution_20260521",
            ]
        ]
        | None
    ) = None
    eager_input_streaming: bool | None = None
    input_examples: list[dict[str, object]] | None = None


def _tool_kind(value: object) -> str:
    """Server tools (web search and so on) are not offered here: their tag matches nothing."""
    kind = value.get("type") if isinstance(value, dict) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return kind if isinstance(kind, str) else "custom"


class AutoChoice(Shape):
    type: Literal["auto"]
    disable_parallel_tool_use: bool = False


class AnyChoice(Shape):
    type: Literal["any"]
    disable_parallel_tool_use: bool = False


class OneChoice(Shape):
    type: Literal["tool"]
    name: str
    disable_parallel_tool_use: bool = False


class NoChoice(Shape):
    type: Literal["none"]


ToolChoice = Annotated[AutoChoice | AnyChoice | OneChoice | NoChoice, Discriminator("type")]


class BlockBinding(Shape):
    """UNCONFIRMED: values of `prefix_mismatch_behavior` other than drop_block"""

    prefix_mismatch_behavior: Literal["error", "drop_block"]


class AdaptiveThinking(Shape):
    type: Literal["adaptive"]
    display: Literal["summarized", "omitted"] | None = None
    block_binding: BlockBinding | None = None


class NoThinking(Shape):
    type: Literal["disabled"]


class ThinkingBetweenTools(Shape):
    type: Literal["between_tools"]


class BudgetedThinking(Shape):
    type: Literal["enabled"]
    budget_tokens: Annotated[int, Field(ge=1024)]
    display: Literal["summarized", "omitted"] | None = None
    block_binding: BlockBinding | None = None


ThinkingConfig = Annotated[
    AdaptiveThinking | NoThinking | ThinkingBetweenTools | BudgetedThinking, Discriminator("type")
]


class JsonFormat(Shape):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    type: Literal["json_schema"]
    # `schema` is a name pydantic keeps for itself
    json_schema: Annotated[dict[str, object], Field(alias="schema")]


class OutputConfig(Shape):
    effort: Literal["low", "medium", "high", "xhigh", "max"] | None = None
    format: JsonFormat | None = None


class Metadata(Shape):
    user_id: Annotated[str, Field(max_length=256)] | None = None  # UNCONFIRMED: longest `user_id`


class DiagnosticsSwitch(Shape):
    previous_message_id: str | None = None


class PromptRequest(Shape):
    """What makes the prompt; `/v1/messages/count_tokens` takes this and no more."""

    model: str
    messages: list[Message]
    system: Annotated[
        Annotated[str, Tag(PLAIN)] | Annotated[list[Text], Tag(LISTED)], Discriminator(_form)
    ] = ""
    tools: list[Annotated[Annotated[Tool, Tag("custom")], Discriminator(_tool_kind)]] = []
    tool_choice: ToolChoice | None = None
    thinking: ThinkingConfig | None = None
    output_config: OutputConfig | None = None
    cache_control: CacheControl | None = None
    speed: Literal["standard", "fast"] | None = None

    @property
    def system_blocks(self) -> list[Text]:
        if isinstance(self.system, str):
            return [Text(type="text", text=self.system)] if self.system else []
        return self.system


class MessagesRequest(PromptRequest):
    max_tokens: Annotated[int, Field(ge=0)]
    diagnostics: DiagnosticsSwitch | None = None
    metadata: Metadata | None = None
    stop_sequences: list[str] = []
    stream: bool = False
    service_tier: Literal["auto", "standard_only"] | None = None
    inference_geo: str | None = None
    container: str | None = None


class OldMessagesRequest(MessagesRequest):
    """Under version 2023-06-01."""

    temperature: Annotated[float, Field(ge=0, le=1)] | None = None
    top_p: Annotated[float, Field(ge=0, le=1)] | None = None
    top_k: Annotated[int, Field(ge=0)] | None = None
