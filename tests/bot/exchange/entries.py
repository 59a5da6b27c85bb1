"""Entries of every shape that may be saved, for laws that hold of all of them."""

from collections.abc import Collection

from hypothesis import strategies as st

from bot.editing.checks import Known, problems
from bot.regions import Regions
from data.catalogue.entries import Certainty, Conflict, Fact, ServiceEntry, Source
from data.catalogue.fields import LONGEST
from data.seeding.seed_checks import LONGEST_FACT
from tests.small_catalogue import HOHHOT, SAIHAN, SUBJECTS

DATES = st.sampled_from(["2025", "2025-03", "2025-03-09", "1999-12-31"])
AWKWARD = st.sampled_from(
    ["=1+1", "+86 471", "-", "@甲", "'", "''", "'=", "＝全角", "null", "~", "true", "2025", "1e5", "0012", "是: 非",
     "# 号", "a,b;c", '"引"', "\\", "a\\=b", "- 列", "{}", "[]", "&锚", "*别名", "!标", "%", "|", ">", "_x000D_",
     "<b>&amp;", "🦺", "#N/A", "2025-03-01 00:00", "：", "?", "no", "0x1F", "1:30", "<<", "=", "`"]
)  # fmt: skip
ORDINARY = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp", "Cf")), min_size=1, max_size=12
)


def texts(longest: int) -> st.SearchStrategy[str]:
    """What may stand in a field: nothing at its ends, nothing invisible."""
    made = st.one_of(AWKWARD, ORDINARY, st.builds("{} {}".format, AWKWARD, ORDINARY))
    return made.map(lambda text: text.strip()[:longest].strip()).filter(bool)


def maybe(longest: int) -> st.SearchStrategy[str | None]:
    return st.none() | texts(longest)


FACTS = st.lists(
    st.builds(
        Fact,
        name=texts(LONGEST_FACT["name"]),
        value=texts(LONGEST_FACT["value"]).map(lambda text: "".join(text.split())),
        unit=maybe(LONGEST_FACT["unit"]),
        as_of=st.none() | DATES,
    ),
    max_size=3,
    unique_by=lambda fact: fact.name,
).map(tuple)


@st.composite
def sources(draw: st.DrawFn) -> Source:
    as_of = draw(st.none() | DATES)
    certainty: Certainty = "unknown" if as_of is None else draw(st.sampled_from(["exact", "inferred"]))
    start, length = draw(st.integers(0, 999)), draw(st.integers(1, 99))
    made_here = draw(st.booleans())
    return Source(
        article="" if made_here else draw(texts(40)),
        publication=draw(texts(20) if made_here else maybe(20)),
        headline=draw(texts(40)),
        byline=draw(maybe(20)),
        as_of=as_of,
        as_of_certainty=certainty,
        start=0 if made_here else start,
        end=0 if made_here else start + length,
    )


def single(entry_id: str) -> st.SearchStrategy[ServiceEntry]:
    """An entry with this id."""
    return st.builds(
        ServiceEntry,
        id=st.just(entry_id),
        title=texts(LONGEST["title"]),
        intent=st.sampled_from([subject.id for subject in SUBJECTS]),
        region=st.sampled_from([HOHHOT, SAIHAN]),
        provider=maybe(LONGEST["provider"]),
        audience=maybe(LONGEST["audience"]),
        summary=texts(LONGEST["summary"]),
        how=maybe(LONGEST["how"]),
        contact=st.none() | st.sampled_from(["市总工会", "12351", "+86 471 6610000", "@工会"]),
        facts=FACTS,
        valid_from=st.none() | st.just("1990"),
        valid_until=st.none() | DATES,
        conflict=st.none() | st.builds(Conflict, entry=st.just("a-0"), note=texts(40)),
        source=sources(),
    )


@st.composite
def several(draw: st.DrawFn, regions: Regions) -> list[ServiceEntry]:
    """A few entries that may be saved together."""
    made = [draw(single(f"a-{number}")) for number in range(draw(st.integers(1, 3)))]
    return [entry for entry in made if not wrong(entry, made, regions)] or [made[0]]


def wrong(entry: ServiceEntry, among: Collection[ServiceEntry], regions: Regions) -> tuple[str, ...]:
    known = Known.of(among, {subject.id for subject in SUBJECTS}, regions)
    return problems(entry, known)
