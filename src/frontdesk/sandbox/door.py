"""The way in: key, version, size, shape, model and rules, in the API's order."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from frontdesk.sandbox import refusal, rules
from frontdesk.sandbox.call import Call
from frontdesk.sandbox.model_table import MODELS
from frontdesk.sandbox.prompt import prompt_of
from frontdesk.sandbox.refusal import Refusal
from frontdesk.sandbox.wire import MessagesRequest

VERSIONS = frozenset({"2023-06-01", "2026-10-21"})
MOST_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Door:
    refused_keys: tuple[str, ...] = ("sk-invalid",)
    """A key that starts like one of these is refused; any other that is not empty is accepted."""

    def check_headers(self, headers: Mapping[str, str]) -> None:
        self._check_key(headers)
        version = headers.get("anthropic-version", "")
        if not version:
            raise Refusal(400, "anthropic-version: header is required")  # UNCONFIRMED wording
        if version not in VERSIONS:
            raise Refusal(400, f'anthropic-version: "{version}" is not a valid version')

    def admit(self, headers: Mapping[str, str], raw: bytes) -> Call:
        """Raises Refusal."""
        self.check_headers(headers)
        if len(raw) > MOST_BYTES:
            raise Refusal(413, "Request exceeds the maximum size")
        try:
            request = MessagesRequest.model_validate_json(raw)
        except ValidationError as problem:
            raise refusal.of_shape(problem) from problem
        model = MODELS.get(request.model)
        if model is None:
            raise Refusal(404, f"model: {request.model}")
        call = Call(request, model, prompt_of(request, model), raw, workspace_of(headers))
        if message := rules.broken(call):
            raise Refusal(400, message)
        return call

    def _check_key(self, headers: Mapping[str, str]) -> None:
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
