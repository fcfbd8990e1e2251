"""The model table as `/v1/models` shows it."""

from collections.abc import Collection
from typing import get_args

from frontdesk.sandbox.model_table import ALL_EFFORTS, MODELS, Model, ThinkingKind
from frontdesk.sandbox.refusal import Refusal

CURRENT = ("active", "deprecated")


def model_json(id: str, now: float) -> dict[str, object]:
    """Raises Refusal."""
    if id not in MODELS:
        raise Refusal(404, f"model: {id}")
    return _shown(MODELS[id], now)


def model_rows(now: float, lifecycles: Collection[str] = ()) -> list[dict[str, object]]:
    rows = [_shown(model, now) for model in MODELS.values()]
    return [row for row in rows if row["lifecycle"] in (lifecycles or CURRENT)]


def _shown(model: Model, now: float) -> dict[str, object]:
    return {
        "type": "model",
        "id": model.id,
        "display_name": model.name,
        "created_at": model.released,
        "lifecycle": "retired" if model.is_retired(now) else model.lifecycle,
        "retires_at": model.retires,
        "deprecated_at": None,
        "line": model.line,
        "max_input_tokens": model.context,
        "max_tokens": model.max_output,
        "capabilities": _capabilities(model),
    }


def _capabilities(model: Model) -> dict[str, object]:
    efforts = {effort: _able(effort in model.efforts) for effort in ALL_EFFORTS}
    kinds = {kind: _able(kind in model.thinking) for kind in get_args(ThinkingKind)}
    return {
        "batch": _able(True),
        "citations": _able(True),
        "code_execution": _able(False),
        "context_management": _able(False),
        "effort": _able(bool(model.efforts)) | efforts,
        "image_input": _able(True),
        "pdf_input": _able(False),
        "server_tools": _able(False)
        | dict.fromkeys(("code_execution", "web_search"), _able(False)),
        "structured_outputs": _able(True),
        "thinking": _able(bool(model.thinking - {"disabled"})) | {"types": kinds},
    }


def _able(supported: bool) -> dict[str, object]:
    return {"supported": supported}
