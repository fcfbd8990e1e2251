"""One call of the small model for the desk itself: nobody waits for its words."""

from frontdesk.errors import ModelFailed
from frontdesk.ports.model import Ended, Model, Request, Text


async def ask_aside(
    model: Model, request: Request, seconds: float
) -> tuple[str, Ended | None, str]:
    """The model's text, how it ended and, if it did not, the code of the error."""
    said: list[str] = []
    try:
        async with model.answer(request, deadline=seconds) as stream:
            async for item in stream:
                if isinstance(item, Text):
                    said.append(item.text)
                elif isinstance(item, Ended):
                    return "".join(said), item, ""
    except ModelFailed as failure:
        return "", None, failure.code
    return "", None, "model_reply_broken"
