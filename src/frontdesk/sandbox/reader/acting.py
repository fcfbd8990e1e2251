"""What to do next with the tools: calls to make, or what to ask the customer for."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from frontdesk.sandbox import wire
from frontdesk.sandbox.reader import forms
from frontdesk.sandbox.reader.arguments import Filled, Sources, fill
from frontdesk.sandbox.reader.conversation import Conversation
from frontdesk.sandbox.reader.lexicon import Language, cues
from frontdesk.sandbox.reader.results import calls_of, results_of
from frontdesk.sandbox.reader.tools import Parameter, Tool, parameters_of, tools_of
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


def next_step(
    request: wire.MessagesRequest, conversation: Conversation, language: Language
) -> Step:
    return _Acting(request, conversation, language).step()


class _Acting:
    def __init__(
        self, request: wire.MessagesRequest, conversation: Conversation, language: Language
    ) -> None:
        self._conversation = conversation
        self._language = language
        self._choice = request.tool_choice
        self._all = request.tools
        self._tools = tools_of(request)
        self._made = set(calls_of(request))
        self._results = [each for each in reversed(results_of(request)) if not each.failed]

    def step(self) -> Step:
        if isinstance(self._choice, wire.NoChoice) or not self._all:
            return Step()
        if isinstance(self._choice, wire.AnyChoice | wire.OneChoice):
            return Step((self._forced(self._choice),))
        wished = wishes(self._conversation, self._tools, self._language)
        calls: list[ToolUse] = []
        missing: list[Parameter] = []
        for wish in wished:
            calls_for, lacking = self._toward(wish)
            calls += [call for call in calls_for if call not in calls]
            missing += lacking
        single = self._choice is not None and self._choice.disable_parallel_tool_use
        calls = calls[: 1 if single else MOST_CALLS]
        own = any(wish.tool.effect or self._is_own(wish) for wish in wished)
        return Step(tuple(calls), tuple(missing), own, self._search())

    def _forced(self, choice: wire.AnyChoice | wire.OneChoice) -> ToolUse:
        """A call there must be: what nothing supports gets a neutral value."""
        wished = wishes(self._conversation, self._tools, self._language)
        name = wished[0].tool.name if wished else self._all[0].name
        if isinstance(choice, wire.OneChoice):
            name = choice.name
        schema = next(tool.input_schema.model_dump() for tool in self._all if tool.name == name)
        text = wished[0].text if wished else self._conversation.question
        filled = fill(parameters_of(schema, schema), self._sources(text))
        for parameter in filled.missing:
            filled.arguments[parameter.name] = forms.neutral(parameter.schema)
        return ToolUse(name, json.dumps(filled.arguments, ensure_ascii=False))

    def _search(self) -> ToolUse | None:
        """Of a tool that takes words and nothing else, with the customer's."""
        for tool in self._tools:
            free = [cues()["searched_for"].fullmatch(each.name) for each in tool.required]
            if free and all(free) and not tool.effect:
                filled = fill(tool.parameters, self._sources(self._conversation.question))
                calls = [] if filled.missing else list(self._new_calls(tool, filled))
                if calls:
                    return calls[0]
        return None

    def _is_own(self, wish: Wish) -> bool:
        words = wish.text.casefold().split()
        return not self._language.instance_determiners.isdisjoint(words)

    def _toward(self, wish: Wish) -> tuple[list[ToolUse], list[Parameter]]:
        filled = fill(wish.tool.parameters, self._sources(wish.text))
        if wish.tool.effect and self._language.refusing.search(wish.text):
            # "this one, not that one": which is for the customer to say
            filled.missing += [each for each in wish.tool.required if each.name in filled.several]
        if not filled.missing:
            return list(self._new_calls(wish.tool, filled)), []
        if len(self._made) < LOOK_AHEAD:
            for tool in self._lookups(wish.tool, filled.missing):
                calls = self._looked_up(tool, wish, MOST_STEPS)
                if calls:
                    return calls, []
        return [], filled.missing

    def _looked_up(self, tool: Tool, wish: Wish, steps: int) -> list[ToolUse]:
        """The calls, of this tool or of what gives its arguments, that can be made now."""
        filled = fill(tool.parameters, self._sources(wish.text))
        if not filled.missing:
            return list(self._new_calls(tool, filled))
        if steps == 0:
            return []
        further = self._lookups(tool, filled.missing)
        found = (self._looked_up(each, wish, steps - 1) for each in further)
        return next((calls for calls in found if calls), list[ToolUse]())

    def _lookups(self, tool: Tool, missing: Sequence[Parameter]) -> Iterator[Tool]:
        """Reads that tell a missing value, then reads that start from the same values."""
        reads = [
            each for each in self._tools if not each.effect and each is not tool and each.required
        ]
        wanted = {parameter.name for parameter in missing}
        telling = [each for each in reads if wanted.isdisjoint(p.name for p in each.required)]
        named = (each for each in telling if any(_tells(each, p) for p in missing))
        shared = {parameter.name for parameter in tool.required} - wanted
        beside = (each for each in telling if shared.issuperset(p.name for p in each.required))
        return chain(named, beside)

    def _new_calls(self, tool: Tool, filled: Filled) -> Iterator[ToolUse]:
        """One for each value of an argument given several times; none that was made before."""
        inputs = [filled.arguments]
        if len(filled.several) == 1:
            ((name, values),) = filled.several.items()
            inputs += [filled.arguments | {name: value} for value in values]
        for arguments in inputs:
            if (tool.name, json.dumps(arguments, sort_keys=True)) not in self._made:
                yield ToolUse(tool.name, json.dumps(arguments, ensure_ascii=False))

    def _sources(self, text: str) -> Sources:
        customer = [said for turn in self._conversation.turns for said in turn.customer]
        return Sources(text, customer[::-1], self._results, self._language)


def _tells(tool: Tool, parameter: Parameter) -> bool:
    """Its description speaks of what the parameter is."""
    wanted = {word.rstrip("s") for word in parameter.words} - {"id", "number", "new"}
    words = {*tool.core, *tool.more}
    return bool(wanted) and all(any(w.startswith(each[:5]) for w in words) for each in wanted)
