"""What was written over is in no part of the file, once it was scrubbed; before, it still is."""

from frontdesk.adapters.sql.scrubbing import scrub
from frontdesk.assembly.storage import DATABASE, open_storage
from frontdesk.domain.event import ConversationId
from frontdesk.domain.finding import SaidLine
from tests.builders import NOON, opened, wrote


async def test_words_stay_in_the_files_until_they_are_scrubbed(tmp_path):
    here = ConversationId("here")

    def files() -> bytes:
        return b"".join(path.read_bytes() for path in tmp_path.iterdir())

    with open_storage(tmp_path) as storage:
        said = [opened(), *(wrote(f"m{n}", f"quokka {n} " * 50) for n in range(50))]
        lines = [SaidLine(n, "customer", f"quokka {n}") for n in range(1, 51)]
        await storage.conversations.append(here, said, after=0, at=NOON, together=lines)
        await storage.conversations.redact(here, after=len(said), at=NOON, then=[])
        assert b"quokka" in files()
        scrub(tmp_path / DATABASE)
        assert b"quokka" not in files()
        assert len(await storage.conversations.read(here)) == len(said) + 1
