"""Write the list of unconfirmed assumptions in docs/sandbox.md, from the code that makes them."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "sandbox.md"
SANDBOX = ROOT / "src" / "frontdesk" / "sandbox"
START, END = "<!-- from the code: make docs -->\n", "<!-- end -->\n"


def unconfirmed() -> Iterator[str]:
    """What stands after the word in comments and docstrings, one line each."""
    for path in sorted(SANDBOX.rglob("*.py")):
        place = path.relative_to(SANDBOX).as_posix()
        for found in re.findall(r'UNCONFIRMED: (.+?)(?:""")?$', path.read_text("utf-8"), re.M):
            yield f"- {found} (`{place}`)"


def page() -> str:
    text = PAGE.read_text("utf-8")
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    return before + START + "\n".join(unconfirmed()) + "\n" + END + after


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
