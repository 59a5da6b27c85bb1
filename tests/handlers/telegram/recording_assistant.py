"""An assistant that answers by rote and remembers what it was asked: the edge that the channel's tests own."""

from bot.answering import danger_words
from bot.operator import Operator
from bot.reply import Buttons, Card, Choice, Message, Outcome, Reply, ServiceRef, SourceRef, Status, Text

SOURCE = SourceRef("page.txt", "暖心驿站", "记者 张三", "2026-03")
SERVICE = ServiceRef(
    "hohhot-station", "工会驿站", "station", "内蒙古自治区呼和浩特市", True, "2026-03", Status.RUNNING, SOURCE
)
OTHER = ServiceRef("baotou-station", "包头驿站", "station", "内蒙古自治区包头市", False, "2025", Status.RUNNING, SOURCE)

STATION = Card(
    "全市有 130 个<工会>驿站 & 站点。",
    ("谁能用：骑手等户外劳动者", "找谁问：12351"),
    "来源：《暖心驿站》记者 张三，2026年3月",
)


class RecordingAssistant:
    """Knows the station, wages, and how to break."""

    operator = Operator()

    def __init__(self) -> None:
        self.asked: list[Message] = []
        self.started_over: list[str] = []

    async def reply(self, message: Message) -> Reply:
        self.asked.append(message)
        if message.choice is not None:
            return self._chosen(message.choice)
        if "坏" in message.text:
            raise RuntimeError(f"broken by {message.text}")
        if "驿站" in message.text:
            buttons = Buttons((Choice("e:hohhot-station", "看详情"), Choice("p:hohhot-station", "看原文")))
            return Reply(Outcome.ANSWER, (STATION, buttons), "station", 0.9, (SERVICE, OTHER))
        if "打我" in message.text:
            said = Text(danger_words.VIOLENCE, urgent=True)
            return Reply(
                Outcome.ANSWER,
                (said, Card("工会可以帮您。", (), "来源：《法律援助》")),
                "legal_aid",
                0.7,
                personal=True,
            )
        if "欠薪" in message.text:
            return Reply(
                Outcome.ANSWER, (Card("工会可以帮您讨薪。", (), "来源：《法律援助》"),), "legal_aid", 0.9, personal=True
            )
        return Reply(Outcome.UNKNOWN, (Text(f"没听懂：{message.text}"),))

    def in_danger(self, text: str) -> Reply | None:
        """Only the number to dial."""
        return Reply(Outcome.UNKNOWN, (Text(danger_words.VIOLENCE, urgent=True),)) if "打我" in text else None

    def _chosen(self, choice: str) -> Reply:
        if choice == "m":
            return self.menu()
        if choice.startswith("i:"):
            return Reply(Outcome.CHOOSE, (Text(f"列表 {choice}"), Buttons((Choice("m", "返回"),))), "station")
        if choice == "e:wages":
            return Reply(Outcome.ANSWER, (Text("讨薪"),), "legal_aid", personal=True)
        return Reply(Outcome.ANSWER, (Card(f"卡片 {choice}", (), "来源：《暖心驿站》"),), "station", 1.0, (SERVICE,))

    def menu(self) -> Reply:
        return Reply(
            Outcome.CHOOSE, (Text("全部服务"), Buttons((Choice("i:station", "驿站"), Choice("i:voice", "诉求反映"))))
        )

    def in_words(self, kept: str) -> str:
        return f"说过 {len(kept)} 个字的事"

    def explain(self, text: str, region: str | None) -> str:
        return f"为什么：{len(text)} 个字，{region}"

    async def start_over(self, conversation: str) -> None:
        self.started_over.append(conversation)
