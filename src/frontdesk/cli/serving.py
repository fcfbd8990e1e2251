"""`frontdesk serve`: the desk of a project folder."""

from pathlib import Path

import httpx2

from frontdesk.api.app import create_app
from frontdesk.api.operators import OperatorKey
from frontdesk.assembly.desk import open_desk
from frontdesk.cli.listening import address, listening, serve
from frontdesk.cli.logs import configure_logs
from frontdesk.cli.projects import project_settings
from frontdesk.cli.users import link_at
from frontdesk.errors import SettingsWrong
from frontdesk.sandbox.server import WHAT_THIS_IS
from frontdesk.settings import Settings, api_key

STAND_IN = "stand-in"
NO_KEY = "none-needed"


async def run_desk(
    project: Path, *, port: int | None, data: Path | None, knowledge: Path | None
) -> None:
    configure_logs()
    settings = project_settings(project, port=port, data=data, knowledge=knowledge)
    key = api_key()
    if key is None and not settings.claude.base_url:
        raise SettingsWrong(
            "There is no key for the model.",
            next_step="Set ANTHROPIC_API_KEY, or run `frontdesk demo`, which needs none.",
        )
    with listening(settings.server.host, settings.server.port) as listener:
        features = await features_of(settings)
        async with open_desk(
            settings, project=project, api_key=key or NO_KEY, features=features
        ) as desk:
            url, operator = address(listener), OperatorKey.new()
            first = await desk.people.accounts.first_link()
            print(
                f"{desk.front.name} is open. Ctrl-C stops it.\n\n"
                f"  Chat    {url}/chat\n"
                f"  Console {link_at(url, first) if first else f'{url}/console/'}\n"
                f"  Traces  {url}{operator.entrance}\n"
                f"  API     {url}/openapi.json\n",
                flush=True,
            )
            await serve(create_app(desk, operator), listener, drain=desk.leave)


async def features_of(settings: Settings) -> tuple[str, ...]:
    """Customers are told when no Claude answers them: the sandbox says so itself."""
    if not settings.claude.base_url:
        return ()
    async with httpx2.AsyncClient(timeout=2) as http:
        try:
            what = (await http.get(settings.claude.base_url)).json().get("what")
        except (httpx2.HTTPError, ValueError, AttributeError):
            return ()
    return (STAND_IN,) if what == WHAT_THIS_IS else ()
