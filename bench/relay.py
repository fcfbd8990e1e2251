"""A bare relay: FastAPI, SSE, `messages.create(stream=True)`, nothing in it."""

import sys
from collections.abc import AsyncGenerator

import uvicorn
from anthropic import AsyncAnthropic, DefaultAioHttpClient
from fastapi import FastAPI
from fastapi.sse import EventSourceResponse, ServerSentEvent


def create_relay(model_url: str, transport: str) -> FastAPI:
    http_client = DefaultAioHttpClient() if transport == "aiohttp" else None
    client = AsyncAnthropic(api_key="sk", base_url=model_url, http_client=http_client)
    app = FastAPI()

    @app.post("/relay", response_class=EventSourceResponse)
    async def relay() -> AsyncGenerator[ServerSentEvent]:
        stream = await client.messages.create(
            model="claude-haiku-5-5",
            max_tokens=1000,
            messages=[{"role": "user", "content": "How long does delivery take?"}],
            stream=True,
        )
        async for event in stream:
            if event.type == "content_block_delta" and event.delta.type == "text_delta":
                yield ServerSentEvent(event="text", data=event.delta.text)
        yield ServerSentEvent(event="end", data="")

    @app.get("/readyz")
    async def readyz() -> str:
        return "ok"

    return app


if __name__ == "__main__":
    port, model_url, transport = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    uvicorn.run(
        create_relay(model_url, transport), host="127.0.0.1", port=port, log_level="warning"
    )
