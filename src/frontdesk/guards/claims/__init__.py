"""The claim check (P6): what a reply says of figures, days, states and effects has a source."""

from frontdesk.guards.claims.proving import Evidence, makes_claim, unproven
from frontdesk.guards.claims.statements import effects_of

__all__ = ["Evidence", "effects_of", "makes_claim", "unproven"]
