"""The model table as `/v1/models` shows it."""

from typing import get_args

from frontdesk.sandbox.model_table import ALL_EFFORTS, MODELS, Model, ThinkingKind
from frontdesk.sandbox.refusal import Refusal


def model_json(id: str) -> dict[str, object]:
    """Raises Refusal."""
    if id not in MODELS:
        raise Refusal(404, f"model: {id}")
    return _shown(MODELS[id])


def models_page() -> dict[str, object]:
    """All on one page; `limit` and the cursors are not looked at."""
    rows = [_shown(model) for model in MODELS.values()]
    return {
        "data": rows,
        "has_more": False,
        "first_id": next(iter(MODELS)),
        "last_id": next(reversed(MODELS)),
    }


def _shown(model: Model) -> dict[str, object]:
    return {
        "type": "model",
        "id": model.id,
        "display_name": model.name,
        "created_at": model.released,
        "lifecycle": model.lifecycle,
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
        "batch": _able(False),
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
