"""What finds the secrets that the desk destroys."""

import re

from frontdesk.guards.secrets import Detector
from frontdesk.settings import Settings
from frontdesk.settings.trust import FEWEST_OF_CARD

MORE_DIGITS = 4  # than in the example: numbers grow


def detector_of(settings: Settings) -> Detector:
    """Knows what the desk's own numbers look like."""
    return Detector(keep=(*settings.privacy.keep, *_like(settings.store.order_number)))


def _like(example: str) -> list[str]:
    """Shapes of order numbers; of one that is digits alone only where no card is that long."""
    example = example.strip()
    last = re.search(r"\d+(?=\D*\Z)", example)
    if last is None or (example.isdigit() and len(example) + MORE_DIGITS >= FEWEST_OF_CARD):
        return []
    shape = re.sub(r"\d", "#", example)
    begin, end = shape[: last.end()], shape[last.end() :]
    return [f"{begin}{'#' * more}{end}" for more in range(MORE_DIGITS + 1)]
