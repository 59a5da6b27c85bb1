"""A strict fake of the Bot API: real error texts, real limits, unknown methods fail.

In process it answers `FakeRequest`, the library's transport cut at the wire; `fake_bot_server` puts it behind HTTP, for
tests that start the program as a user does.
"""

import asyncio
import itertools
import re
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from html.parser import HTMLParser
from typing import Any

import orjson
from telegram.request import BaseRequest, RequestData

from handlers.telegram.wire.bot_api import Upload

TOKEN = "4242:TEST-token_of-the-fake"
BOT = {"id": 4242, "is_bot": True, "first_name": "助手", "username": "union_helper_bot"}

Json = dict[str, Any]

_MOVING = {"width": 9, "height": 9, "duration": 3}
_SHAPES: dict[str, dict[str, int]] = {
    "document": {},
    "video": _MOVING,
    "animation": _MOVING,
    "voice": {"duration": 3},
    "audio": {"duration": 3},
}
"""What Telegram says of a file besides its id."""


class Refusal(Exception):
    """The method's error answer."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.answer: Json = {"ok": False, "error_code": code, "description": description}
        if parameters:
            self.answer["parameters"] = parameters


def bad(text: str) -> Refusal:
    return Refusal(400, f"Bad Request: {text}")


class _Tags(HTMLParser):
    """Refuses what Telegram's HTML mode refuses: unknown, crossed or open tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in ("b", "i", "u", "s", "code", "pre", "a", "tg-spoiler", "blockquote"):
            raise bad(f'can\'t parse entities: Unsupported start tag "{tag}" at byte offset 0')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise bad("can't parse entities: Unmatched end tag at byte offset 0")

    def handle_data(self, data: str) -> None:
        self.text += data


def entities_of(text: str) -> list[Json]:
    """The commands and @names in a text, as Telegram marks them."""
    return [
        {"type": kind, "offset": len(text[: found.start()].encode("utf-16-le")) // 2, "length": len(found[0])}
        for kind, pattern in (("bot_command", r"(?<!\S)/[A-Za-z0-9_]+(?:@\w+)?"), ("mention", r"(?<!\S)@\w+"))
        for found in re.finditer(pattern, text, re.ASCII)
    ]


class FakeBotApi:
    """One bot's server: what it was called with, what stands in each chat, which updates wait."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Json]] = []
        self.misuse: list[str] = []  # calls that no real client may make; a test ends with none
        self.chats: dict[int, dict[int, Json]] = defaultdict(dict)
        self.sent: list[Json] = []  # messages of ours as they were delivered, in order
        self.refusals: dict[str, deque[Refusal]] = defaultdict(deque)  # by method: what the next calls get
        self.down: Callable[[str, Json], bool] = lambda method, parameters: False  # which calls find no server
        self.updates: deque[Json] = deque()
        self.arrived = asyncio.Event()
        self.now: Callable[[], float] = time.time
        self._ids = itertools.count(101)
        self._update_ids = itertools.count(700_001)
        self._queries: set[str] = set()
        self.commands: dict[bytes, list[Json]] = {}  # by scope
        self.webhook = ""
        self.members: dict[int, dict[int, str]] = {}  # of groups and channels: who is what there
        self.channels: set[int] = set()
        self.names: dict[Any, int] = {}  # of public chats, by their @name
        self.files: dict[str, bytes] = {}  # by file id: what somebody sent, or we did
        self._last_offset, self._last_poll = -1, -1.0

    # --- the server's side ---
    def handle(self, method: str, parameters: Json) -> tuple[int, Json]:
        """Answers one call: the status and the answer's body."""
        self.calls.append((method, parameters))
        handler = getattr(self, f"_do_{method.lower()}", None)
        if handler is None:
            self.misuse.append(f"unknown method {method}")
            return 404, Refusal(404, "Not Found: method not found").answer
        try:
            if self.down(method, parameters):
                raise Refusal(502, "Bad Gateway")
            if self.refusals[method]:
                raise self.refusals[method].popleft()
            return 200, {"ok": True, "result": handler(parameters)}
        except Refusal as refusal:
            if any(word in str(refusal) for word in ("BUTTON", "too long", "is empty", "COMMAND")):
                self.misuse.append(f"{method}: {refusal}")
            return refusal.answer["error_code"], refusal.answer

    def _do_getme(self, _: Json) -> Json:
        return BOT

    def _do_deletewebhook(self, _: Json) -> bool:
        return True

    def _do_getwebhookinfo(self, _: Json) -> Json:
        return {"url": self.webhook, "has_custom_certificate": False, "pending_update_count": len(self.updates)}

    def _do_getmycommands(self, p: Json) -> list[Json]:
        return self.commands.get(orjson.dumps(p["scope"]), [])

    def _do_setwebhook(self, p: Json) -> bool:
        if not p["url"].startswith("https://"):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", p["secret_token"]):
            raise bad("secret token contains unallowed characters")
        if not 1 <= p["max_connections"] <= 100:
            raise bad("bad webhook: max_connections is out of range")
        return True

    def _do_setmycommands(self, p: Json) -> bool:
        for command in p["commands"]:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]) or not 1 <= len(command["description"]) <= 256:
                raise bad("BOT_COMMAND_INVALID")
        self.commands[orjson.dumps(p["scope"])] = p["commands"]
        return True

    def _do_sendmessage(self, p: Json) -> Json:
        message = {
            "message_id": next(self._ids),
            "from": BOT,
            "chat": chat_of(p["chat_id"]),
            "date": int(self.now()),
            **({"message_thread_id": p["message_thread_id"]} if "message_thread_id" in p else {}),
            **self._content(p),
        }
        quoted = p.get("reply_parameters")
        if quoted:
            if quoted["message_id"] not in self.chats[p["chat_id"]] and not quoted.get("allow_sending_without_reply"):
                raise bad("message to be replied not found")
            message["reply_to_message"] = self.chats[p["chat_id"]].get(quoted["message_id"])
        self.chats[p["chat_id"]][message["message_id"]] = message
        self.sent.append(message)
        return message

    def _do_getchat(self, p: Json) -> Json:
        number = self.names.get(p["chat_id"], p["chat_id"])
        if not isinstance(number, int) or number not in self.members:
            raise bad("chat not found")
        return {**chat_of(number), "type": "channel" if number in self.channels else "supergroup"}

    def _do_getchatmember(self, p: Json) -> Json:
        if p["chat_id"] not in self.members:
            raise bad("chat not found")
        status = self.members[p["chat_id"]].get(p["user_id"], "left")
        may = {"can_post_messages": p["chat_id"] in self.channels} if status == "administrator" else {}
        return {"user": {"id": p["user_id"]}, "status": status, **may}

    def _do_sendvenue(self, p: Json) -> Json:
        if not (-90 <= p["latitude"] <= 90 and -180 <= p["longitude"] <= 180):
            raise bad("wrong coordinates")
        if not p["title"].strip() or not p["address"].strip():
            raise bad("VENUE title or address is empty")
        message = {
            "message_id": next(self._ids),
            "from": BOT,
            "chat": chat_of(p["chat_id"]),
            "date": int(self.now()),
            **self._content({**p, "text": p["title"]}),
            "text": "",
            "venue": {
                "location": {"latitude": p["latitude"], "longitude": p["longitude"]},
                "title": p["title"],
                "address": p["address"],
            },
        }
        self.chats[p["chat_id"]][message["message_id"]] = message
        self.sent.append(message)
        return message

    def _do_senddocument(self, p: Json) -> Json:
        return self._deliver_file(p, "document")

    def _do_sendphoto(self, p: Json) -> Json:
        return self._deliver_file(p, "photo")

    def _do_sendvideo(self, p: Json) -> Json:
        return self._deliver_file(p, "video")

    def _do_sendanimation(self, p: Json) -> Json:
        return self._deliver_file(p, "animation")

    def _do_sendvoice(self, p: Json) -> Json:
        return self._deliver_file(p, "voice")

    def _do_sendaudio(self, p: Json) -> Json:
        return self._deliver_file(p, "audio")

    def _deliver_file(self, p: Json, kind: str) -> Json:
        """A message with a file; over HTTP and in process the file comes as `(name, content)`, or as the id of one."""
        given = p.get(kind)
        if isinstance(given, str) and given not in self.files:
            raise bad("wrong file identifier/HTTP URL specified")
        if not isinstance(given, tuple | str):
            raise bad(f"there is no {kind} in the request")
        name, content = given if isinstance(given, tuple) else (given, self.files[given])
        caption = self._content({**p, "text": p.get("caption") or " ."})
        if len(caption["text"].encode("utf-16-le")) // 2 > 1024:
            raise bad("message caption is too long")
        file_id = f"sent-{next(self._ids)}"
        self.files[file_id] = content
        size = {"file_id": file_id, "file_unique_id": file_id, "file_size": len(content)}
        message = {
            "message_id": next(self._ids),
            "from": BOT,
            "chat": chat_of(int(p["chat_id"])),
            "date": int(self.now()),
            "text": "",
            "caption": caption["text"] if p.get("caption") else "",
            "reply_markup": caption["reply_markup"],
            kind: [{**size, "width": 1, "height": 1}]
            if kind == "photo"
            else {**size, **_SHAPES[kind], "file_name": name},
        }
        self.chats[int(p["chat_id"])][message["message_id"]] = message
        self.sent.append(message)
        return message

    def _do_sendmediagroup(self, p: Json) -> list[Json]:
        """2 to 10 files that stand together, each a message of its own; no button can stand under them."""
        if "reply_markup" in p or "caption" in p:
            self.misuse.append("sendMediaGroup has no reply_markup, and captions only in its media")
        media = p["media"]
        if not 2 <= len(media) <= 10:
            raise bad(f"{len(media)} messages cannot be sent as an album")
        kinds = {one["type"] for one in media}
        if not (kinds <= {"photo", "video"} or kinds in ({"document"}, {"audio"})):
            raise bad("media of these types cannot be sent together as an album")
        for one in media:
            if one["media"] not in self.files:
                raise bad("wrong file identifier/HTTP URL specified")
        group = f"album-{next(self._ids)}"
        thread = {"message_thread_id": p["message_thread_id"]} if "message_thread_id" in p else {}
        given = [{"chat_id": p["chat_id"], one["type"]: one["media"]} for one in media]
        sent = [self._deliver_file(one, kind["type"]) for one, kind in zip(given, media, strict=True)]
        for message in sent:
            message.update(media_group_id=group, **thread)
        return sent

    def _do_getfile(self, p: Json) -> Json:
        content = self.files.get(p["file_id"])
        if content is None:
            raise bad("invalid file_id")
        if len(content) > 20 * 2**20:
            raise bad("file is too big")
        return {"file_id": p["file_id"], "file_path": f"documents/{p['file_id']}", "file_size": len(content)}

    def file(self, path: str) -> bytes | None:
        """What stands at a path that getFile named."""
        return self.files.get(path.removeprefix("documents/"))

    def _do_deletemessage(self, p: Json) -> bool:
        if self.chats[p["chat_id"]].pop(p["message_id"], None) is None:
            raise bad("message to delete not found")
        return True

    def _do_editmessagetext(self, p: Json) -> Json:
        message = self.chats[p["chat_id"]].get(p["message_id"])
        if message is None:
            raise bad("message to edit not found")
        content = self._content(p)
        if content == {key: message.get(key) for key in content}:
            raise bad("message is not modified: specified new message content and reply markup are exactly the same")
        message.update(content)
        return message

    def _content(self, p: Json) -> Json:
        text = p["text"]
        if p.get("parse_mode") == "HTML":
            tags = _Tags()
            tags.feed(text)
            tags.close()
            if tags.open:
                raise bad("can't parse entities: Can't find end tag")
            text = tags.text
        if not text.strip():
            raise bad("message text is empty")
        if len(text.encode("utf-16-le")) // 2 > 4096:
            raise bad("message is too long")
        markup = p.get("reply_markup")
        for button in itertools.chain.from_iterable((markup or {}).get("inline_keyboard", [])):
            if not 1 <= len(button.get("callback_data", "x").encode()) <= 64 or not button["text"].strip():
                raise bad("BUTTON_DATA_INVALID")
        return {"text": text, "reply_markup": markup}

    def _do_answercallbackquery(self, p: Json) -> bool:
        if p["callback_query_id"] not in self._queries:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        self._queries.discard(p["callback_query_id"])
        return True

    def _do_answerinlinequery(self, p: Json) -> bool:
        ids = [result["id"] for result in p["results"]]
        if len(ids) > 50 or len(set(ids)) != len(ids) or not all(1 <= len(i.encode()) <= 64 for i in ids):
            raise bad("RESULT_ID_INVALID")
        return True

    def _do_deletemessages(self, p: Json) -> bool:
        if not 1 <= len(p["message_ids"]) <= 100:
            self.misuse.append("deleteMessages takes 1 to 100 ids")
        for message_id in p["message_ids"]:
            self.chats[p["chat_id"]].pop(message_id, None)
        return True

    def _do_getupdates(self, p: Json) -> list[Json]:
        """What waits, by the rules of the server: asked again for the same offset within 0.5 s it gives one update."""
        offset, limit, now = p.get("offset", 0), p.get("limit", 100), time.monotonic()
        if offset == self._last_offset and now - self._last_poll < 0.5:
            limit = 1
        self._last_offset, self._last_poll = offset, now
        return self.waiting(offset, limit)

    def waiting(self, offset: int, limit: int) -> list[Json]:
        """The updates from this offset on; those before it are forgotten."""
        while self.updates and self.updates[0]["update_id"] < offset:
            self.updates.popleft()
        return list(itertools.islice(self.updates, limit))

    # --- the people's side ---
    def text(self, user: int, text: str, *, chat: int | None = None, ago: int = 0, **more: Any) -> Json:
        """An update: somebody wrote a text, in a private chat unless a group is named, so many seconds ago."""
        entities = entities_of(text)
        return self.message(user, chat=chat, ago=ago, text=text, **({"entities": entities} if entities else {}), **more)

    def message(self, user: int, *, chat: int | None = None, ago: int = 0, **content: Any) -> Json:
        """An update: somebody sent a message with this content."""
        where = chat_of(user if chat is None else chat)
        message = {
            "message_id": next(self._ids),
            "from": person(user),
            "chat": where,
            "date": int(self.now()) - ago,
            **content,
        }
        self.chats[where["id"]][message["message_id"]] = message
        return self._update(message=message)

    def document(self, user: int, name: str, content: bytes, *, caption: str = "", chat: int | None = None) -> Json:
        """An update: somebody sent a file."""
        file_id = f"file-{next(self._ids)}"
        self.files[file_id] = content
        sent = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": len(content)}
        content_of: Json = {"document": sent, **({"caption": caption} if caption else {})}
        return self.message(user, chat=chat, **content_of)

    def album(self, user: int, *kinds: str, caption: str = "") -> list[Json]:
        """Updates: somebody sent an album of photos, videos or documents, the caption under its first part."""
        group = f"group-{next(self._ids)}"
        updates = [
            self.photo(user, caption=said) if kind == "photo" else self.recording(user, kind, caption=said)
            for kind, said in zip(kinds, (caption, *[""] * (len(kinds) - 1)), strict=True)
        ]
        for update in updates:
            update["message"]["media_group_id"] = group
        return updates

    def photo(self, user: int, *, caption: str = "", chat: int | None = None) -> Json:
        """An update: somebody sent a photo, which Telegram keeps in two sizes."""
        sizes = [f"photo-{next(self._ids)}" for _ in range(2)]
        self.files.update(dict.fromkeys(sizes, b"jpeg"))
        photo = [{"file_id": size, "file_unique_id": size, "width": 90, "height": 90} for size in sizes]
        content: Json = {"photo": photo}
        if caption:
            content |= {"caption": caption, "caption_entities": entities_of(caption)}
        return self.message(user, chat=chat, **content)

    def recording(self, user: int, kind: str, *, caption: str = "") -> Json:
        """An update: somebody sent a video, an animation, a voice message or a piece of music."""
        file_id = f"{kind}-{next(self._ids)}"
        self.files[file_id] = kind.encode()
        sent = {"file_id": file_id, "file_unique_id": file_id, "width": 9, "height": 9, "duration": 3, "file_size": 9}
        content: Json = {kind: sent, **({"document": sent} if kind == "animation" else {})}
        if caption:
            content |= {"caption": caption, "caption_entities": entities_of(caption)}
        return self.message(user, **content)

    def edit(self, chat: int, message_id: int, text: str) -> Json:
        """An update: the author of this message changed its text."""
        message = self.chats[chat][message_id]
        message.update(text=text, entities=entities_of(text), edit_date=int(self.now()))
        return self._update(edited_message=dict(message))

    def press(self, user: int, message: Json, data: str, *, late: bool = False) -> Json:
        """An update: somebody pressed a button under this message; `late`: the press can no longer be acknowledged."""
        query = f"q{next(self._ids)}"
        if not late:
            self._queries.add(query)
        return self._update(
            callback_query={"id": query, "from": person(user), "message": message, "chat_instance": "1", "data": data}
        )

    def membership(self, user: int, status: str, *, chat: int | None = None) -> Json:
        """An update: this person blocked us (`kicked`) or let us back (`member`), or did so for a group."""
        before = "member" if status in ("kicked", "left") else "kicked"
        until = {"until_date": 0}
        return self._update(
            my_chat_member={
                "chat": chat_of(user if chat is None else chat),
                "from": person(user),
                "date": int(self.now()),
                "old_chat_member": {"user": BOT, "status": before, **(until if before == "kicked" else {})},
                "new_chat_member": {"user": BOT, "status": status, **(until if status == "kicked" else {})},
            }
        )

    def inline(self, user: int, query: str) -> Json:
        """An update: somebody typed `@bot query` in some chat."""
        return self._update(
            inline_query={"id": f"q{next(self._ids)}", "from": person(user), "query": query, "offset": ""}
        )

    def _update(self, **content: Any) -> Json:
        return {"update_id": next(self._update_ids), **content}

    def wait_in_line(self, updates: Iterable[Json]) -> None:
        """Queues updates for getUpdates."""
        self.updates.extend(updates)
        self.arrived.set()

    def texts(self, chat: int) -> list[str]:
        """What was said in this chat by us and still stands there, in order."""
        return [message["text"] for message in self.chats[chat].values() if message["from"] is BOT]


class FakeRequest(BaseRequest):
    """The wire cut: calls go straight to the fake."""

    def __init__(self, api: FakeBotApi) -> None:
        self._api = api
        self.failures: deque[Exception] = deque()  # what the next calls of ours raise instead of an answer

    @property
    def read_timeout(self) -> float:
        return 10.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def post_json(self, url: str, body: bytes, read_timeout: float | None = None) -> tuple[int, bytes]:
        if self.failures:
            raise self.failures.popleft()
        return self._answer(url, orjson.loads(body))

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        return self._answer(url, dict(request_data.parameters) if request_data else {})

    async def post_file(self, url: str, fields: Mapping[str, str], upload: Upload) -> tuple[int, bytes]:
        if self.failures:
            raise self.failures.popleft()
        return self._answer(url, {**parsed(fields), upload.parameter: (upload.name, upload.content)})

    async def date(self, url: str) -> str | None:
        if self.failures:
            raise self.failures.popleft()
        return format_datetime(datetime.fromtimestamp(self._api.now(), UTC), usegmt=True)

    async def get(self, url: str, most: int) -> tuple[int, bytes]:
        content = self._api.file(url.partition(f"/file/bot{TOKEN}/")[2])
        return (404, b"") if content is None else (200, content[: most + 1])

    def _answer(self, url: str, parameters: Json) -> tuple[int, bytes]:
        status, answer = self._api.handle(url.rpartition("/")[2], parameters)
        return status, orjson.dumps(answer)


def parsed(fields: Mapping[str, str]) -> Json:
    """The fields of a form as the server reads them: JSON where it is some."""
    found: Json = {}
    for name, value in fields.items():
        try:
            found[name] = value if name in ("caption", "text", "parse_mode") else orjson.loads(value)
        except orjson.JSONDecodeError:
            found[name] = value
    return found


def person(user: int) -> Json:
    return {
        "id": user,
        "is_bot": False,
        "first_name": f"王师傅{user}",
        "username": f"rider{user}",
        "language_code": "zh-hans",
    }


def chat_of(chat: int) -> Json:
    if chat > 0:
        return {"id": chat, "type": "private", "first_name": f"王师傅{chat}", "username": f"rider{chat}"}
    return {"id": chat, "type": "supergroup", "title": "骑手群"}
