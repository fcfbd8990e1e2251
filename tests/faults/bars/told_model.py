"""A Messages API that does what the customer's last line says, and nothing else: fast, in order.

refund ORD-1      calls process_refund for it; anything else is answered with a sentence
"""

import asyncio
import json
import re
import sys

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from frontdesk.cli.listening import address, listening, serve

REFUND = re.compile(r"refund (\S+)")
PRESS = "Please look at the card and decide there."
SURE = "Sure, here you are."


def answer_to(body: dict) -> tuple[str, dict]:
    content = [m["content"] for m in body["messages"] if m["role"] == "user"][-1]
    blocks = [{"type": "text", "text": content}] if isinstance(content, str) else content
    if any(block["type"] == "tool_result" for block in blocks):
        return "text", {"text": PRESS}
    said = [block["text"] for block in blocks if block["type"] == "text"]
    found = [match for text in said for match in REFUND.findall(text)]
    if not found:
        return "text", {"text": SURE}
    asked = {"order_id": found[-1], "reason": "defective", "lines": ["1"]}
    return "tool_use", {"name": "process_refund", "input": asked}


def frames(kind: str, what: dict, number: int) -> bytes:
    usage = {"input_tokens": 10, "output_tokens": 1}
    message = {"id": f"msg_{number}", "type": "message", "role": "assistant", "model": "m"}
    if kind == "text":
        start, delta = {"type": "text", "text": ""}, {"type": "text_delta", "text": what["text"]}
    else:
        start = {"type": "tool_use", "id": f"toolu_{number}", "name": what["name"], "input": {}}
        delta = {"type": "input_json_delta", "partial_json": json.dumps(what["input"])}
    stop = "end_turn" if kind == "text" else "tool_use"
    events = [
        {"type": "message_start", "message": {**message, "content": [], "usage": usage}},
        {"type": "content_block_start", "index": 0, "content_block": start},
        {"type": "content_block_delta", "index": 0, "delta": delta},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": stop}, "usage": {"output_tokens": 9}},
        {"type": "message_stop"},
    ]
    return b"".join(f"event: {e['type']}\ndata: {json.dumps(e)}\n\n".encode() for e in events)


class ToldModel:
    def __init__(self) -> None:
        self._calls = 0

    async def messages(self, request: Request) -> Response:
        self._calls += 1
        kind, what = answer_to(json.loads(await request.body()))
        return Response(frames(kind, what, self._calls), media_type="text/event-stream")


async def main() -> None:
    app = Starlette(routes=[Route("/v1/messages", ToldModel().messages, methods=["POST"])])
    with listening("127.0.0.1", int(sys.argv[1])) as listener:
        print(address(listener), flush=True)
        await serve(app, listener)


if __name__ == "__main__":
    asyncio.run(main())
