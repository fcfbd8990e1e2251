"""What to do next with the tools: calls to make, or what to ask the customer for."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from frontdesk.sandbox import wire
from frontdesk.sandbox.reader import forms
from frontdesk.sandbox.reader.arguments import Filled, Sources, fill
from frontdesk.sandbox.reader.conversation import Conversation
from frontdesk.sandbox.reader.lexicon import Language
from frontdesk.sandbox.reader.results import Made, Result, made, results_of
from frontdesk.sandbox.reader.spans import Shape
from frontdesk.sandbox.reader.tools import Parameter, Tool, tools_of
from frontdesk.sandbox.reader.wanting import Wish, wishes
from frontdesk.sandbox.reply import ToolUse

MOST_CALLS = 6
MOST_STEPS = 3  # of looking things up before an argument is known
LOOK_AHEAD = 8  # calls in a request's history after which nothing more is looked up


@dataclass(frozen=True, slots=True)
class Step:
    calls: tuple[ToolUse, ...] = ()
    missing: tuple[Parameter, ...] = ()
    """Of what the customer asked for; nothing can look it up."""
    is_own: bool = False
    """The wish is for an effect or for something of the customer's: no article answers it."""
    search: ToolUse | None = None
    """If all else gives no answer."""


class Acting:
    def __init__(
        self, request: wire.MessagesRequest, conversation: Conversation, language: Language
    ) -> None:
        self._conversation = conversation
        self._language = language
        self._choice = request.tool_choice
        self._tools = tools_of(request)
        self._rivals = frozenset[Shape](
            s for t in self._tools for p in t.parameters for s in p.shapes
        )
        results = results_of(request)
        self._made = set(_settled(results))
        self._calls = len(results)
        self._written = {each.call[0] for each in results if each.pending and not each.failed}
        self._results = [each for each in reversed(results) if not each.failed]
        self._wished = wishes(conversation, self._tools, language)

    def step(self) -> Step:
        if isinstance(self._choice, wire.NoChoice) or not self._tools:
            return Step()
        if isinstance(self._choice, wire.AnyChoice | wire.OneChoice):
            return Step((self._forced(self._choice),))
        calls: dict[ToolUse, None] = {}
        missing: list[Parameter] = []
        for wish in self._wished:
            calls_for, lacking = self._toward(wish)
            calls |= dict.fromkeys(calls_for)
            missing += lacking
        single = self._choice is not None and self._choice.disable_parallel_tool_use
        own = any(wish.tool.effect or self._is_own(wish) for wish in self._wished)
        most = 1 if single else MOST_CALLS
        return Step(tuple(calls)[:most], tuple(missing), own, self._search())

    def _forced(self, choice: wire.AnyChoice | wire.OneChoice) -> ToolUse:
        """A call there must be: what nothing supports gets a neutral value."""
        wish = next(iter(self._wished), Wish(self._tools[0], self._conversation.question))
        named = (
            t for t in self._tools if isinstance(choice, wire.OneChoice) and t.name == choice.name
        )
        return self._with_neutral(Wish(next(named, wish.tool), wish.text))

    def _with_neutral(self, wish: Wish) -> ToolUse:
        filled = fill(wish.tool.parameters, self._sources(wish.tool, wish.text))
        missing = {each.name: forms.neutral(each.schema, each.schema) for each in filled.missing}
        return _use(wish.tool, filled.arguments | missing)

    def _search(self) -> ToolUse | None:
        """With the customer's words."""
        question = self._conversation.question
        uses = (self._with_neutral(Wish(tool, question)) for tool in self._tools if tool.searches)
        return next((use for use in uses if self._is_new(use)), None)

    def _is_own(self, wish: Wish) -> bool:
        return not self._language.words["own"].isdisjoint(wish.text.casefold().split())

    def _toward(self, wish: Wish) -> tuple[list[ToolUse], list[Parameter]]:
        tool = wish.tool
        if tool.effect and tool.name in self._written:
            return [], []  # what it said is to be told, and not to be done again
        if tool.hands_over:
            use = self._with_neutral(wish)
            return [use] if self._is_new(use) else [], []
        filled = fill(tool.parameters, self._sources(tool, wish.text))
        if tool.effect and self._language.cues["refusing"].search(wish.text):
            # "this one, not that one": which is for the customer to say
            filled.missing += [each for each in tool.required if each.name in filled.several]
        if filled.missing and self._calls < LOOK_AHEAD:
            for each in self._lookups(tool, filled.missing):
                if calls := self._looked_up(each, wish, MOST_STEPS):
                    return calls, []
        return [] if filled.missing else list(self._new_calls(tool, filled)), filled.missing

    def _looked_up(self, tool: Tool, wish: Wish, steps: int) -> list[ToolUse]:
        """The calls, of this tool or of what gives its arguments, that can be made now."""
        filled = fill(tool.parameters, self._sources(tool, wish.text))
        if not filled.missing:
            return list(self._new_calls(tool, filled))
        further = self._lookups(tool, filled.missing) if steps else ()
        found = (self._looked_up(each, wish, steps - 1) for each in further)
        return next((calls for calls in found if calls), list[ToolUse]())

    def _lookups(self, tool: Tool, missing: Sequence[Parameter]) -> Iterator[Tool]:
        """Reads that tell a missing value, then reads that start from the same values."""
        wanted = {parameter.name for parameter in missing}
        telling = [
            each
            for each in self._tools
            if not (each.effect or each.searches or each is tool)
            and wanted.isdisjoint(p.name for p in each.required)
        ]
        named = (each for each in telling if any(_tells(each, p) for p in missing))
        shared = {parameter.name for parameter in tool.required} - wanted
        beside = (
            e for e in telling if e.required and shared.issuperset(p.name for p in e.required)
        )
        return chain(named, beside)

    def _new_calls(self, tool: Tool, filled: Filled) -> Iterator[ToolUse]:
        """One for each value of an argument given several times; none that was made before."""
        inputs = [filled.arguments]
        if len(filled.several) == 1:
            ((name, values),) = filled.several.items()
            inputs += [filled.arguments | {name: value} for value in values]
        uses = (_use(tool, arguments) for arguments in inputs)
        yield from (use for use in uses if self._is_new(use))

    def _is_new(self, use: ToolUse) -> bool:
        return made(use.name, json.loads(use.input_json)) not in self._made

    def _sources(self, tool: Tool, text: str) -> Sources:
        customer = [said for turn in self._conversation.turns for said in turn.customer]
        return Sources(
            text,
            customer[::-1],
            self._results,
            self._language,
            self._rivals,
            tool.more,
            only_looks=not tool.effect,
        )


def _use(tool: Tool, arguments: dict[str, object]) -> ToolUse:
    return ToolUse(tool.name, json.dumps(arguments, ensure_ascii=False))


def _settled(results: Sequence[Result]) -> Iterator[Made]:
    """Calls not to be made again; one that failed may be, once another has come back well."""
    well = max((at for at, each in enumerate(results) if not each.failed), default=-1)
    yield from (each.call for at, each in enumerate(results) if not each.failed or at > well)


def _tells(tool: Tool, parameter: Parameter) -> bool:
    """Its description speaks of what the parameter is."""
    wanted = {word.rstrip("s") for word in parameter.words} - {"id", "number", "new"}
    return bool(wanted) and all(any(w.startswith(each[:5]) for w in tool.more) for each in wanted)
