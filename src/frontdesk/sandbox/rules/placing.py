"""Where in the world a request may be worked on."""

from frontdesk.sandbox.call import Call

GEOGRAPHIES = ("global", "us")


def geography_is_offered(call: Call) -> str | None:
    """UNCONFIRMED: wordings for a geography that is unknown, or given to a model before 4.6"""
    asked = call.request.inference_geo
    if asked is None:
        return None
    if asked not in GEOGRAPHIES:
        return f"inference_geo: {asked!r} is not a supported geography"
    return None if call.model.placed else "inference_geo: is not supported for this model"


RULES = (geography_is_offered,)
