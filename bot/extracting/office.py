"""The one door for pages that people of the union bring, and for the drafts that come of them."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from bot.catalogue.live import LiveCatalogue
from bot.editing.entries import Entries
from bot.editing.fields import WrongValue
from bot.editing.save_results import Refused, Saved, SaveResult
from bot.extracting.draft import Draft
from bot.extracting.drafting import Drafting
from bot.extracting.standing import Standing, standing
from bot.extracting.stories import Page, page_of
from bot.extracting.subjects import reader_of
from bot.people.roles import Right
from bot.people.staff import Staff
from bot.regions import Regions
from data.catalogue import changes as editing
from data.catalogue.changes import EntryChange
from data.catalogue.entries import Fact, ServiceEntry, Source
from data.extracting.drafts import ACCEPTED, DROPPED, MERGED, Drafts, Evidence, KeptDraft
from data.extracting.reading import read_page
from data.people.audit import Actor
from data.storage.engine import Database

LONGEST_QUOTE: Final = 60
"""Characters of the page that are shown around a doubtful value."""


class DraftGone(Exception):
    """Somebody decided on the draft meanwhile."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a page: how many drafts are new, how many were there already, and the number of the first new."""

    new: int
    known: int
    first: int | None


class Extraction:
    """Pages in, drafts kept, decided on by people with the right to edit; `clock` gives seconds since 1970."""

    def __init__(
        self,
        database: Database,
        staff: Staff,
        live: LiveCatalogue,
        entries: Entries,
        regions: Regions,
        clock: Callable[[], float],
    ) -> None:
        self._drafts = Drafts(database)
        self._staff = staff
        self._live = live
        self._entries = entries
        self._regions = regions
        self._clock = clock

    async def take(self, actor: Actor, name: str, content: bytes) -> Taken:
        """Keeps the drafts of a page; what was taken from the same story before, or stands already, is kept once.

        Raises:
            NotAllowed: the actor has not the right; so do all methods that take one.
            UnreadablePage: the file gives no page; nothing is kept.
        """
        await self._staff.require(actor.person, Right.EDIT)
        page, drafts = await asyncio.to_thread(self._drafted, name, content)
        kept = [(mark(draft), self._kept(draft, page)) for draft in drafts]
        fresh = [(key, one) for key, one in kept if one is not None]
        numbers = await self._drafts.add(fresh, name[:80], actor.person, int(self._clock()))
        return Taken(len(numbers), len(kept) - len(numbers), numbers[0] if numbers else None)

    def _drafted(self, name: str, content: bytes) -> tuple[Page, tuple[Draft, ...]]:
        snapshot = self._live.snapshot
        page = page_of(read_page(name, content))
        return page, Drafting(self._regions, reader_of(snapshot), None).drafts(page)

    def _kept(self, draft: Draft, page: Page) -> KeptDraft | None:
        stands = standing(draft, self._entries.known.values())
        if stands is not None and stands.told:
            return None
        quotes = {
            key: page.text[max(draft.source.start, start - 20) : min(draft.source.end, end + 20)][:LONGEST_QUOTE]
            for key, spans in draft.spans.items()
            for start, end in spans[:1]
        }
        evidence = Evidence(
            draft.passage,
            draft.doubtful,
            quotes,
            stands.entry if stands is not None else None,
            tuple((one.name, one.before, one.after) for one in stands.changes) if stands is not None else (),
        )
        return KeptDraft(entry_of(draft, self._titled(draft, stands)), evidence)

    def _titled(self, draft: Draft, stands: Standing | None) -> str:
        """The draft's title, with its place where an entry of the region has the title already."""
        taken = {(one.region, one.title) for one in self._entries.known.values()}
        if (draft.region, draft.title) not in taken or draft.source.as_of is None:
            return draft.title
        return f"{draft.title[:16]}（{draft.source.as_of[:4]}）"

    async def count(self) -> int:
        """How many drafts wait."""
        return await self._drafts.count()

    async def next_open(self, after: int = 0) -> int | None:
        """The next draft to look at; None when none waits."""
        return await self._drafts.next_open(after)

    async def draft(self, number: int) -> KeptDraft:
        """A waiting draft.

        Raises:
            DraftGone: it waits no more; so do the methods below.
        """
        found = await self._drafts.open(number)
        if found is None:
            raise DraftGone
        return found

    async def correct(self, actor: Actor, number: int, field: str, text: str) -> tuple[str, ...]:
        """Sets a field of a draft to what was typed; what is wrong with it, when it is not taken."""
        await self._staff.require(actor.person, Right.EDIT)
        draft = await self.draft(number)
        try:
            entry = self._entries.typed.with_value(draft.entry, field, text)
        except WrongValue as wrong:
            return (str(wrong),)
        if problems := self._entries.value_problems(field, text):
            return problems
        left = tuple(key for key in draft.evidence.doubtful if key != field)
        if not await self._drafts.change(number, KeptDraft(entry, replace(draft.evidence, doubtful=left))):
            raise DraftGone
        return ()

    async def drop(self, actor: Actor, number: int) -> None:
        """Puts a draft aside: it is no service."""
        await self._staff.require(actor.person, Right.EDIT)
        if not await self._drafts.decide(number, DROPPED, actor.person, int(self._clock())):
            raise DraftGone

    async def accept(self, actor: Actor, number: int, *, confirmed: bool = False) -> SaveResult:
        """Makes the draft an entry, through the same checks and safety net as any edit."""
        draft = await self.draft(number)
        if confirmed:
            entry_id = await self._entries.free_id(draft.entry.intent)
            change = EntryChange(None, replace(draft.entry, id=entry_id))
            outcome = await self._entries.save(actor, editing.ADD, (change,), confirmed=True)
        else:
            outcome = await self._entries.add(actor, draft.entry)
        if isinstance(outcome, Saved):
            await self._decided(actor, number, ACCEPTED, outcome.changes[0].id, draft)
        return outcome

    async def merge(self, actor: Actor, number: int, *, confirmed: bool = False) -> SaveResult:
        """Gives the standing entry of the same thing the figures and the source of the draft."""
        draft = await self.draft(number)
        before = await self._entries.entry(draft.evidence.same_as or "")
        if before is None:
            return Refused(())
        outcome = await self._entries.save(
            actor, editing.EDIT, (EntryChange(before, merged(before, draft)),), confirmed=confirmed
        )
        if isinstance(outcome, Saved):
            await self._decided(actor, number, MERGED, before.id, draft)
        return outcome

    async def _decided(self, actor: Actor, number: int, state: str, entry: str, draft: KeptDraft) -> None:
        now = int(self._clock())
        await self._drafts.decide(number, state, actor.person, now, entry, draft.evidence.passage)
        await self._live.renew()


def mark(draft: Draft) -> str:
    """What a draft is known by, whatever file it came in: its story's headline, and what that says."""
    return hashlib.sha256(f"{draft.source.headline}\n{draft.title}\n{draft.passage}".encode()).hexdigest()


def entry_of(draft: Draft, title: str) -> ServiceEntry:
    """The entry that a draft becomes, without an id."""
    source = draft.source
    return ServiceEntry(
        id="",
        title=title,
        intent=draft.intent,
        region=draft.region,
        provider=draft.provider,
        audience=draft.audience,
        summary=draft.summary,
        how=draft.how,
        contact=draft.contact,
        facts=tuple(Fact(one.name, one.value, one.unit, one.as_of) for one in draft.facts),
        valid_from=draft.valid_from,
        valid_until=draft.valid_until,
        conflict=None,
        source=Source(
            source.article[:80], source.publication, source.headline[:80] or draft.title, _short(source.byline),
            source.as_of, source.as_of_certainty, source.start, source.end,
        ),
    )  # fmt: skip


def _short(byline: str | None) -> str | None:
    return byline[:40] if byline is not None else None


def merged(before: ServiceEntry, draft: KeptDraft) -> ServiceEntry:
    """The standing entry with the draft's figures in the place of its own, further ones added, and the newer source."""
    newer = {name: after for name, _, after in draft.evidence.changes}
    of_draft = {f"{fact.value}{fact.unit or ''}": fact for fact in draft.entry.facts}
    facts = []
    used = set()
    for fact in before.facts:
        found = of_draft.get(newer.get(fact.name, ""))
        if found is not None:
            used.add(found.name)
            facts.append(replace(fact, value=found.value, unit=found.unit, as_of=found.as_of))
        else:
            facts.append(fact)
    known = {fact.name for fact in facts}
    values = {(fact.value, fact.unit) for fact in facts}
    facts += [
        fact for fact in draft.entry.facts if fact.name not in used | known and (fact.value, fact.unit) not in values
    ]
    return replace(before, facts=tuple(facts), source=draft.entry.source)
