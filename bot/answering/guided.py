"""A guide put before a person, with what leads on behind buttons."""

from collections.abc import Sequence

from bot.answering import guide_words
from bot.answering.emergencies import said_first
from bot.answering.guide_cards import GuideCards, guide_service
from bot.answering.guiding import GuideChoice, Part
from bot.answering.scene import Scene
from bot.answering.showing import cards_of
from bot.answering.understood import Query
from bot.catalogue.choosing import Candidate
from bot.dialogue import DialogueState, Response
from bot.reckoning.steps import opening
from bot.reply import Block, Buttons, Choice, Outcome, Reply, Text
from data.catalogue.guides import Guide


def guided(
    choice: GuideChoice, helping: Sequence[Candidate], state: DialogueState, scene: Scene, query: Query | None = None
) -> Response:
    """A guide's card, with what leads on behind buttons, and the service that helps."""
    guide, cards = choice.guide, GuideCards(scene.regions)
    service = helping[0] if helping else None
    whole = choice.part in (Part.MORE, Part.AGAIN)
    if choice.part is Part.FIRST:
        card = cards.first(guide, choice.variant, service, disclaim=not state.disclaimed)
    else:
        card = cards.part(guide, choice.part)
    blocks: list[Block] = []
    if query is not None and query.meaning.danger is not None:
        blocks.append(Text(said_first(query.meaning.danger.kind, query.text), urgent=True))
    choices = _leading_on(guide, choice.part)
    services = (guide_service(guide), *cards_of(scene).services(helping))
    confidence = query.classification.confidence if query is not None else 1.0
    reply = Reply(Outcome.ANSWER, (*blocks, card, Buttons(choices)), guide.intent, confidence, services)
    told = max(state.guide_told if choice.stay else 0, 2 if whole else 1)
    return Response(
        reply,
        DialogueState(
            intent=guide.intent,
            shown=(guide.id,),
            region=query.question.named if query is not None else state.region,
            offered=tuple(one.id for one in choices),
            guide_told=told,
            disclaimed=True,
        ),
    )


def _leading_on(guide: Guide, part: Part) -> tuple[Choice, ...]:
    labels = {
        Part.MORE: guide_words.LABEL_MORE,
        Part.PAPERS: guide_words.LABEL_PAPERS,
        Part.WHERE: guide_words.LABEL_WHERE,
        Part.TIME: guide_words.LABEL_TIME,
    }
    has = {Part.MORE: True, Part.PAPERS: guide.papers is not None, Part.WHERE: guide.where is not None}
    shown = (one for one in labels if one is not part and has.get(one, bool(guide.facts)))
    leading = tuple(Choice(f"g:{guide.id}:{one.value}", labels[one]) for one in shown)
    return (*leading, opening(guide.reckons)) if guide.reckons is not None else leading
