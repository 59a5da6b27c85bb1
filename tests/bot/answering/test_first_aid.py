"""In a special harm the words fit it: nobody is sent down the well, nobody pulls at a hand in a machine."""

import pytest

from bot.answering import danger_words
from bot.answering import first_aid_words as words
from bot.answering.assistant import Assistant
from bot.reply import Message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("老李下井清淤半天没动静了，我要下去救他", words.CONFINED_NEXT),
        ("腌菜池里俩人都昏过去了", words.CONFINED_NEXT),
        ("师傅的手卷进压面机器里出不来了", words.CAUGHT_NEXT),
        ("屋里烧炉子，我头晕恶心，同屋的叫不醒", words.CARBON_MONOXIDE_NEXT),
        ("石灰水溅到眼睛里了，疼得睁不开", words.EYE_NEXT),
        ("摸电线让电了一下，现在心慌手麻", words.ELECTRIC_NEXT),
        ("跑着单呢胸口压得慌，左胳膊发麻", words.HEART_NEXT),
        ("让站里的狗咬了，血止不住", words.BITTEN_NEXT),
        ("怀孕七个月搬货，现在底下流血了", words.PREGNANT_NEXT),
        ("把我锁在宿舍里不让走，门口有人看着", words.HELD_NEXT),
    ],
)
async def test_the_words_fit_the_harm(shipped: Assistant, text: str, said: str) -> None:
    reply = await shipped.reply(Message(text))
    assert reply.urgent
    assert reply.text.split("\n")[1] == said


@pytest.mark.parametrize("text", ["手让玻璃划了个大口子，血止不住", "工友从架子上掉下来不动了"])
async def test_without_a_sign_of_a_special_harm_the_words_of_its_kind_serve(shipped: Assistant, text: str) -> None:
    said = (await shipped.reply(Message(text))).text.split("\n")[1]
    assert said in (danger_words.INJURY_NEXT, danger_words.FALL_NEXT)


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("老板带人堵门口不让我走，要动手打我", words.HOLDING),
        ("我站在楼顶了，不给工资我就跳下去", words.JUMPER),
        ("想跳井里算了，活着没意思，没人救得了我", words.CONFINED),
        ("车翻沟里了，人卡在里头出不来", words.SNOWBOUND),
        ("眼看着油漆桶着火了，车间全是烟", words.EYE_NEXT),
        ("工友倒地上了，脸发白手脚冰凉，叫不醒", words.FROSTBITE_NEXT),
        ("煤气罐漏气着火了，火苗老高", words.GAS),
        ("从架子上摔下来，胸口疼得喘不上气", words.HEART_NEXT),
    ],
)
async def test_words_of_another_harm_are_never_said(shipped: Assistant, text: str, never: str) -> None:
    """Who is held is not told to let go, who stands on a roof is not told how to talk to somebody else."""
    reply = await shipped.reply(Message(text))
    assert reply.urgent
    assert never not in reply.text


@pytest.mark.parametrize(
    "text",
    ["把工资条锁在柜子里了咋拿", "冷库上夜班有没有补贴", "井下作业算不算特殊工种", "眼镜店打折吗", "狗粮哪买便宜"],
)
async def test_signs_alone_are_no_danger(shipped: Assistant, text: str) -> None:
    assert shipped.in_danger(text) is None
