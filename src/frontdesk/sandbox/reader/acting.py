"""What to do next with the tools: calls to make, or what to ask the customer for."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from frontdesk.sandbox import wire
from frontdesk.sandbox.reader.arguments import Filled, Sources, fill
from frontdesk.sandbox.reader.conversation import Conversation
from frontdesk.sandbox.reader.forms import neutral
from frontdesk.sandbox.reader.lexicon import Language
from frontdesk.sandbox.reader.results import Made, made, results_of
from frontdesk.sandbox.reader.tools import Parameter, Tool, tools_of
from frontdesk.sandbox.reader.wanting import Wish, wishes
from frontdesk.sandbox.reply import ToolUse

MOST_CALLS = 6


@dataclass(frozen=True, slots=True)
class Step:
    calls: tuple[ToolUse, ...] = ()
    missing: tuple[Parameter, ...] = ()
    """Of what the customer asked for; nothing can look it up."""
    search: ToolUse | None = None
    """If all else gives no answer."""
    writes: bool = False
    """What a call brings may be all that is shown."""


class Acting:
    def __init__(
        self, request: wire.MessagesRequest, conversation: Conversation, language: Language
    ) -> None:
        self._conversation = conversation
        self._language = language
        self._choice = request.tool_choice
        self._tools = tools_of(request)
        parameters = [each for tool in self._tools for each in tool.parameters]
        self._rivals = frozenset(shape for each in parameters for shape in each.shapes)
        self._results = results_of(request)
        self._made = set[Made]()
        for each in self._results:
            if not each.failed:  # a call that failed may be made again once another succeeds
                self._made -= {result.call for result in self._results if result.failed}
            if each.pending or not each.failed:
                self._made.add(each.call)
        told = " ".join(str(each.value) for each in self._results if each.failed)
        unguided = [tool for tool in self._tools if tool.effect or tool.name not in told]
        self._wished = wishes(conversation, unguided, language)

    def step(self) -> Step:
        if isinstance(self._choice, wire.NoChoice) or not self._tools:
            return Step()
        if isinstance(self._choice, wire.AnyChoice | wire.OneChoice):
            return Step((self._forced(self._choice),))
        for tool in self._guided():
            filled = fill(tool.parameters, self._sources(tool, self._conversation.question))
            if not filled.missing and (new := list(self._new_calls(tool, filled))[:1]):
                return Step(tuple(new), writes=bool(tool.effect))
            if any(each.pending for each in self._results):
                return Step(missing=tuple(filled.missing))
        calls: dict[ToolUse, None] = {}
        missing: list[Parameter] = []
        for wish in self._wished:
            calls_for, lacking = self._toward(wish)
            calls |= dict.fromkeys(calls_for)
            missing += lacking
        single = self._choice is not None and self._choice.disable_parallel_tool_use
        most = 1 if single else MOST_CALLS
        writes = any(wish.tool.effect for wish in self._wished)
        search = None if writes else self._search()
        return Step(tuple(calls)[:most], tuple(missing), search, writes)

    def _guided(self) -> Iterator[Tool]:
        """What a failed result says to call, until that has succeeded; a write if agreed to."""
        agreed = self._conversation.turns[-1].agrees(self._language)
        asked = {wish.tool.name for wish in self._wished if wish.tool.effect}
        later: set[str] = set()
        for result in reversed(self._results):
            told = str(result.value) if result.failed else ""
            for tool in (tool for tool in self._tools if tool.name in told):
                may = agreed or tool.name in asked or not tool.effect
                if may and tool.name not in later | {result.call[0]}:
                    yield tool
            later |= set() if result.failed else {result.call[0]}

    def _forced(self, choice: wire.AnyChoice | wire.OneChoice) -> ToolUse:
        """A call there must be."""
        wish = next(iter(self._wished), Wish(self._tools[0], self._conversation.question))
        name = choice.name if isinstance(choice, wire.OneChoice) else wish.tool.name
        tool = next((each for each in self._tools if each.name == name), wish.tool)
        return self._with_neutral(tool, wish.text)

    def _search(self) -> ToolUse | None:
        """With the customer's words."""
        question = self._conversation.question
        uses = (self._with_neutral(tool, question) for tool in self._tools if tool.searches)
        return next((use for use in uses if self._is_new(use)), None)

    def _with_neutral(self, tool: Tool, text: str) -> ToolUse:
        """What nothing supports gets a neutral value."""
        filled = fill(tool.parameters, self._sources(tool, text))
        missing = {each.name: neutral(each.schema, each.schema) for each in filled.missing}
        return _use(tool, filled.arguments | missing)

    def _toward(self, wish: Wish) -> tuple[Sequence[ToolUse], Sequence[Parameter]]:
        tool = wish.tool
        done = (each.call[0] for each in self._results if each.pending and not each.failed)
        if tool.effect and tool.name in done:
            return [], []  # what it said is to be told, and not to be done again
        if tool.hands_over:
            use = self._with_neutral(tool, wish.text)
            return [use] if self._is_new(use) else [], []
        filled = fill(tool.parameters, self._sources(tool, wish.text))
        if tool.effect and self._language.cues["refusing"].search(wish.text):
            # "this one, not that one": which is for the customer to say
            filled.missing += [each for each in tool.required if each.name in filled.several]
        if not filled.missing:
            return list(self._new_calls(tool, filled)), []
        # of what nobody named there is nothing to look up, and nothing to ask for
        alone = not filled.arguments and len(tool.required) > 1
        nameless = alone or all(each.is_about("things") for each in filled.missing)
        asked = [] if nameless and not tool.effect else filled.missing
        return list(self._lookups(wish, filled.missing)), asked

    def _lookups(self, wish: Wish, missing: Sequence[Parameter]) -> Iterator[ToolUse]:
        """Of the first tool that tells a missing value and can be called now."""
        for tool in self._tools:
            takes = {each.name for each in tool.required}
            reads = not (tool.effect or tool.searches or tool is wish.tool)
            if reads and any(_tells(tool, each) and each.name not in takes for each in missing):
                filled = fill(tool.parameters, self._sources(tool, wish.text))
                calls = [] if filled.missing else list(self._new_calls(tool, filled))
                yield from calls
                if calls:
                    return

    def _new_calls(self, tool: Tool, filled: Filled) -> Iterator[ToolUse]:
        """One for each value of an argument given several times; none that was made before."""
        inputs = [filled.arguments]
        if len(filled.several) == 1:
            ((name, values),) = filled.several.items()
            inputs += [filled.arguments | {name: value} for value in values]
        yield from (use for each in inputs if self._is_new(use := _use(tool, each)))

    def _is_new(self, use: ToolUse) -> bool:
        return made(use.name, json.loads(use.input_json)) not in self._made

    def _sources(self, tool: Tool, text: str) -> Sources:
        earlier = [said for turn in self._conversation.turns for said in turn.customer][::-1]
        results, language, looks = self._results[::-1], self._language, not tool.effect
        turn = self._conversation.turns[-1]
        answer = (turn.asked, turn.agrees(language))
        return Sources(text, earlier, results, language, self._rivals, tool.like, looks, answer)


def _use(tool: Tool, arguments: Mapping[str, object]) -> ToolUse:
    return ToolUse(tool.name, json.dumps(arguments, ensure_ascii=False))


def _tells(tool: Tool, parameter: Parameter) -> bool:
    """Its description speaks of what the parameter is."""
    wanted = {word.rstrip("s") for word in parameter.words} - {"id", "number", "new"}
    return bool(wanted) and all(any(w.startswith(each[:5]) for w in tool.more) for each in wanted)
