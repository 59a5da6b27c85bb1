"""A reply as the object that `ask --json`, batch lines and the API all give."""

from typing import Any

from bot.reply import Reply, ServiceRef, SourceRef


def reply_object(reply: Reply) -> dict[str, Any]:
    """The reply's outcome, intent, confidence (4 digits), services (at most 3) and full text, without an id."""
    return {
        "outcome": reply.outcome.value,
        "intent": reply.intent,
        "confidence": round(reply.confidence, 4),
        "services": [_service(service) for service in reply.services],
        "reply": reply.text,
    }


def _service(service: ServiceRef) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": service.id,
        "title": service.title,
        "intent": service.intent,
        "region": service.region,
        "applies": service.applies,
        "as_of": service.as_of,
        "status": service.status.value,
        "source": _source(service.source),
    }
    if service.other_sources:
        found["other_sources"] = [_source(source) for source in service.other_sources]
    return found


def _source(source: SourceRef) -> dict[str, Any]:
    return {"article": source.article, "headline": source.headline, "byline": source.byline, "as_of": source.as_of}
