"""The description of the JSON API (OpenAPI 3.1)."""

from collections.abc import Mapping
from typing import Any, Final

from handlers.web.places import MOST

_TEXT: Final = {"type": "string"}
_TEXT_OR_NULL: Final = {"type": ["string", "null"]}

_SOURCE: Final = {
    "type": "object",
    "required": ["article", "headline", "byline", "as_of"],
    "properties": {"article": _TEXT, "headline": _TEXT, "byline": _TEXT_OR_NULL, "as_of": _TEXT_OR_NULL},
    "additionalProperties": False,
}
_SERVICE: Final = {
    "type": "object",
    "required": ["id", "title", "intent", "region", "applies", "as_of", "status", "source"],
    "properties": {
        "id": _TEXT,
        "title": _TEXT,
        "intent": _TEXT,
        "region": {**_TEXT, "description": "full path from the province"},
        "applies": {"type": ["boolean", "null"], "description": "whether it holds for the asker; null: unknown"},
        "as_of": {**_TEXT_OR_NULL, "description": "YYYY[-MM[-DD]]"},
        "status": {"enum": ["running", "finished", "planned", "unknown"]},
        "source": {"$ref": "#/components/schemas/Source"},
        "other_sources": {"type": "array", "items": {"$ref": "#/components/schemas/Source"}},
    },
    "additionalProperties": False,
}
_QUESTION: Final = {
    "type": "object",
    "required": ["text"],
    "properties": {
        "id": {"description": "any value; comes back as it is"},
        "text": {**_TEXT, "description": "the question; 500 characters of it are read"},
        "region": {**_TEXT_OR_NULL, "description": "the asker's: full path, unambiguous tail or everyday name"},
        "session": {
            "type": ["string", "integer", "null"],
            "description": "questions of one session share a conversation for 30 minutes; choose a long random one",
        },
    },
}
_ANSWER: Final = {
    "type": "object",
    "required": ["id", "outcome", "intent", "confidence", "services", "reply"],
    "properties": {
        "id": {},
        "outcome": {"enum": ["answer", "choose", "unknown", "smalltalk"]},
        "intent": {**_TEXT_OR_NULL, "description": "the best guess; null for small talk and empty text"},
        "confidence": {"type": "number", "minimum": 0, "maximum": 1},
        "services": {"type": "array", "maxItems": 3, "items": {"$ref": "#/components/schemas/Service"}},
        "reply": {**_TEXT, "description": "what a person would read"},
    },
    "additionalProperties": False,
}
_WRONG: Final = {
    "type": "object",
    "required": ["id", "outcome", "error"],
    "properties": {"id": {}, "outcome": {"const": "error"}, "error": _TEXT},
    "additionalProperties": False,
}
_PLACE: Final = {
    "type": "object",
    "properties": {
        "lat": {"type": ["number", "null"], "minimum": -90, "maximum": 90, "description": "WGS-84"},
        "lon": {"type": ["number", "null"], "minimum": -180, "maximum": 180},
        "district": {**_TEXT_OR_NULL, "description": "instead of lat and lon: a region by any of its names"},
        "limit": {"type": "integer", "minimum": 1, "maximum": MOST, "default": 3},
    },
}
_STATION: Final = {
    "type": "object",
    "required": ["code", "name", "kind", "address", "district", "lat", "lon", "metres", "state", "opening", "hours"],
    "properties": {
        "code": _TEXT,
        "name": _TEXT,
        "kind": _TEXT,
        "address": _TEXT,
        "district": {**_TEXT, "description": "full path from the province"},
        "lat": {"type": "number"},
        "lon": {"type": "number"},
        "metres": {"type": ["integer", "null"], "description": "from the place asked about; null for a district"},
        "state": {"enum": ["open", "unknown", "shut", "closed", "gone"]},
        "opening": {**_TEXT, "description": "what a person would read"},
        "hours": _TEXT_OR_NULL,
        "facilities": {"type": "array", "items": _TEXT},
        "phone": _TEXT_OR_NULL,
        "checked_on": {**_TEXT_OR_NULL, "description": "YYYY-MM-DD"},
        "source": _TEXT_OR_NULL,
    },
    "additionalProperties": False,
}
_STATIONS: Final = {
    "type": "object",
    "required": ["stations"],
    "properties": {"stations": {"type": "array", "maxItems": MOST, "items": {"$ref": "#/components/schemas/Station"}}},
    "additionalProperties": False,
}
_REFUSED: Final = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": _TEXT},
    "additionalProperties": False,
}
_HEALTH: Final = {
    "type": "object",
    "required": ["status", "jobs", "parts"],
    "properties": {
        "status": _TEXT,
        "revision": {"type": "integer"},
        "parts": {"type": "object", "additionalProperties": {"type": "object"}},
        "jobs": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["last_success", "age", "failures"],
                "properties": {
                    "last_success": {"type": ["number", "null"]},
                    "age": {"type": "number"},
                    "failures": {"type": "integer"},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


def document(public_url: str) -> dict[str, Any]:
    """The whole description; `public_url` is our address without a path, empty when it is not known."""
    refused = _json("Refused", "what to do")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "unionbot",
            "version": "1",
            "description": "Answers questions on union services with one sourced service; replies are in Chinese.",
        },
        "servers": [{"url": public_url or "/"}],
        "paths": {
            "/api/ask": {
                "post": {
                    "operationId": "ask",
                    "summary": "Answers one question",
                    "requestBody": {"required": True, **_content("Question")},
                    "responses": {
                        "200": _json("Answer", "the answer"),
                        "400": _json("Wrong", "the question cannot be read; the text says why"),
                        "413": refused,
                        "429": {**refused, "headers": {"Retry-After": {"schema": {"type": "integer"}}}},
                        "503": refused,
                    },
                }
            },
            "/api/stations": {
                "post": {
                    "operationId": "stations",
                    "summary": "The nearest stations, or those of a district; open ones first",
                    "requestBody": {"required": True, **_content("Place")},
                    "responses": {
                        "200": _json("Stations", "the stations; none where no list is loaded"),
                        "400": _json("Refused", "the place cannot be read; the text says why"),
                        "413": refused,
                        "429": {**refused, "headers": {"Retry-After": {"schema": {"type": "integer"}}}},
                        "503": refused,
                    },
                }
            },
            "/healthz": {
                "get": {
                    "operationId": "healthz",
                    "summary": "Whether questions can be answered",
                    "responses": {"200": _json("Health", "well"), "503": _json("Health", "not well")},
                }
            },
            "/metrics": {
                "get": {
                    "operationId": "metrics",
                    "summary": "Totals for Prometheus",
                    "responses": {"200": {"description": "totals", "content": {"text/plain": {"schema": _TEXT}}}},
                }
            },
        },
        "components": {
            "schemas": {
                "Question": _QUESTION,
                "Answer": _ANSWER,
                "Service": _SERVICE,
                "Source": _SOURCE,
                "Place": _PLACE,
                "Stations": _STATIONS,
                "Station": _STATION,
                "Wrong": _WRONG,
                "Refused": _REFUSED,
                "Health": _HEALTH,
            }
        },
    }


def _content(schema: str) -> Mapping[str, Any]:
    return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}}


def _json(schema: str, description: str) -> dict[str, Any]:
    return {"description": description, **_content(schema)}
