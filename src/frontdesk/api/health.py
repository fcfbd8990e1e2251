"""For whoever runs the desk: is it alive, is it ready, what does it count."""

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from frontdesk import __version__
from frontdesk.assembly.desk import Desk
from frontdesk.domain.event import ConversationId
from frontdesk.errors import DeskStopping, KnowledgeMissing

router = APIRouter(tags=["health"])


class Health(BaseModel):
    status: str


class Version(BaseModel):
    version: str


@router.get("/livez")
async def livez() -> Health:
    """The process answers."""
    return Health(status="ok")


@router.get("/readyz")
async def readyz(request: Request) -> Health:
    """Database and knowledge answer; the model API is not asked.

    503 otherwise, and once the desk is stopping."""
    desk: Desk = request.app.state.desk
    if desk.runner.is_draining:
        raise DeskStopping
    await desk.conversations.read(ConversationId("readyz"))
    if not await desk.passages.fingerprints():
        raise KnowledgeMissing
    return Health(status="ok")


@router.get("/version")
async def version() -> Version:
    return Version(version=__version__)


@router.get("/metrics", response_class=Response)
async def metrics() -> Response:
    """Prometheus text format."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
