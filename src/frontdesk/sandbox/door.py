"""The way in: key, version, size, shape, model and rules, in the API's order."""

import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from pydantic import ValidationError

from frontdesk.sandbox import refusal, rules
from frontdesk.sandbox.betas import betas_of
from frontdesk.sandbox.call import NEWEST, OLDEST, Call
from frontdesk.sandbox.model_table import MODELS, Model
from frontdesk.sandbox.prompt import prompt_of
from frontdesk.sandbox.refusal import Refusal
from frontdesk.sandbox.rules.replaying import dropped_thinking, without
from frontdesk.sandbox.wire import MessagesRequest, OldMessagesRequest, PromptRequest

MOST_BYTES = 32 * 1024 * 1024
Shape = TypeVar("Shape", bound=PromptRequest)


@dataclass(frozen=True, slots=True)
class Door:
    refused_keys: tuple[str, ...] = ("sk-invalid",)
    """A key that starts like one of these is refused; any other that is not empty is accepted."""
    clock: Callable[[], float] = time.time

    def check_headers(self, headers: Mapping[str, str]) -> None:
        """Raises Refusal."""
        if "origin" in headers:
            raise Refusal(401, "CORS requests are not allowed for this Organization")
        self._check_key(headers)
        version = headers.get("anthropic-version", "")
        # UNCONFIRMED: wordings for a missing and for an unknown version header
        if not version:
            raise Refusal(400, "anthropic-version: header is required")
        if version not in {NEWEST, OLDEST}:
            raise Refusal(400, f'anthropic-version: "{version}" is not a valid version')
        betas_of(headers)

    def admit(self, headers: Mapping[str, str], raw: bytes) -> Call:
        """Raises Refusal."""
        self.check_headers(headers)
        _check_size(raw)
        shape = OldMessagesRequest if headers["anthropic-version"] == OLDEST else MessagesRequest
        return self._admit(_parsed(shape, raw), headers, raw)

    def admit_count(self, headers: Mapping[str, str], raw: bytes) -> Call:
        """A prompt that is only to be counted: the rules of a message hold. Raises Refusal."""
        self.check_headers(headers)
        _check_size(raw)
        prompt = _parsed(PromptRequest, raw)
        most = self.model(prompt.model).max_output
        fields = {name: getattr(prompt, name) for name in prompt.model_fields_set}
        request = MessagesRequest.model_construct(**fields, max_tokens=most)
        return self._admit(request, headers, raw)

    def model(self, id: str) -> Model:
        """Raises Refusal for one that is unknown or retired."""
        model = MODELS.get(id)
        if model is None or model.is_retired(self.clock()):
            raise Refusal(404, f"model: {id}")
        return model

    def _admit(self, request: MessagesRequest, headers: Mapping[str, str], raw: bytes) -> Call:
        model = self.model(request.model)
        call = Call(
            request,
            model,
            prompt_of(request, model),
            raw,
            workspace_of(headers),
            headers["anthropic-version"],
            betas_of(headers),
        )
        if message := rules.broken(call):
            raise Refusal(400, message)
        dropped = dropped_thinking(call)
        if not dropped:
            return call
        kept = without(request, dropped)
        return replace(call, request=kept, prompt=prompt_of(kept, model))

    def _check_key(self, headers: Mapping[str, str]) -> None:
        # UNCONFIRMED: wordings for a missing key and for a refused Bearer key
        key = _key(headers)
        if not key:
            raise Refusal(401, "x-api-key header is required")
        if key.startswith(self.refused_keys):
            raise Refusal(401, "invalid x-api-key")


def workspace_of(headers: Mapping[str, str]) -> str:
    return f"wrkspc_01{hashlib.sha256(_key(headers).encode()).hexdigest()[:22]}"


def _key(headers: Mapping[str, str]) -> str:
    bearer = headers.get("authorization", "").removeprefix("Bearer ").strip()
    return headers.get("x-api-key", "") or bearer


def _check_size(raw: bytes) -> None:
    if len(raw) > MOST_BYTES:
        raise Refusal(413, "Request exceeds the maximum size")


def _parsed(shape: type[Shape], raw: bytes) -> Shape:
    try:
        return shape.model_validate_json(raw)
    except ValidationError as problem:
        raise refusal.of_shape(problem) from problem
