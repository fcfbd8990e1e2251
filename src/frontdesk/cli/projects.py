"""A project's settings with what the command line says on top."""

from pathlib import Path

from frontdesk.settings import Settings, load_settings


def project_settings(
    project: Path,
    *,
    port: int | None = None,
    data: Path | None = None,
    knowledge: Path | None = None,
) -> Settings:
    """Raises SettingsWrong."""
    settings = load_settings(project)
    if port is not None:
        settings = settings.overridden(server={"port": port})
    if data is not None:
        settings = settings.overridden(data={"path": data})
    if knowledge is not None:
        settings = settings.overridden(knowledge={"path": knowledge})
    return settings
