"""Settings from the environment: each wrong value names its variable and never a secret."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from bot.bootstrap import words
from bot.bootstrap.parts import default_place, home_region, make_data_folder
from bot.regions import Regions
from bot.settings import PREFIX, Settings, WrongSetting, read_settings
from data.storage.engine import Database, DatabaseUnreachable

TOKEN = "4242:TEST-of_a-token"


@pytest.mark.parametrize(
    ("name", "value", "fix"),
    [
        ("DATABASE_URL", "mysql://host/db", "sqlite:///PATH"),
        ("DATABASE_URL", "not a url", "sqlite:///PATH"),
        ("TELEGRAM_TOKEN", "secret-without-colon", "@BotFather"),
        ("TELEGRAM_TOKEN", "123:secret/../x", "@BotFather"),
        ("TELEGRAM_API", "api.telegram.org", "scheme://host:port"),
        ("TELEGRAM_API", "https://api.telegram.org/bot", "scheme://host:port"),
        ("TELEGRAM_API", "ftp://host", "scheme://host:port"),
        ("ADMINS", "@boss", "numbers"),
        ("ADMINS", "12,x", "numbers"),
        ("ADMINS", "1.5", "numbers"),
        ("TIMEZONE", "Mars/Olympus", "Asia/Shanghai"),
        ("TIMEZONE", "../../etc/passwd", "Asia/Shanghai"),
        ("TODAY", "yesterday", "YYYY-MM-DD"),
        ("TODAY", "2026-13-01", "YYYY-MM-DD"),
        ("PERSON_LIMITS", "perhaps", "true or false"),
        ("WEB_PORT", "http", "integer"),
        ("WEB_PORT", "70000", "65535"),
        ("WEB_URL", "gonghui.example", "https://gonghui.example"),
        ("WEB_URL", "https://gonghui.example/page", "without a path"),
        ("WEB_PROXIES", "balancer", "10.0.0.0/8"),
        ("WEBHOOK_URL", "gonghui.example/telegram", "https://gonghui.example/telegram"),
        ("WEBHOOK_URL", "https://gonghui.example/", "https://gonghui.example/telegram"),
        ("WEBHOOK_URL", "https://gonghui.example/a?b=c", "https://gonghui.example/telegram"),
    ],
)
def test_a_wrong_value_names_the_variable_and_the_fix(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, fix: str
) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(WrongSetting) as wrong:
        read_settings()
    assert str(wrong.value).startswith(f"{PREFIX}{name}: ")
    assert fix in str(wrong.value)
    assert "secret" not in str(wrong.value)


@pytest.mark.parametrize("region", ["亚特兰蒂斯", "鼓楼区", ""])
def test_a_region_unknown_or_ambiguous_names_its_variable(regions: Regions, region: str) -> None:
    with pytest.raises(WrongSetting, match=r"^UNIONBOT_REGION: "):
        home_region(Settings(region=region), regions)


@pytest.mark.parametrize("region", ["呼和浩特市", "呼市", "内蒙古自治区呼和浩特市"])
def test_a_region_by_any_of_its_names(regions: Regions, region: str) -> None:
    assert home_region(Settings(region=region), regions) == "内蒙古自治区呼和浩特市"


def test_the_defaults_need_no_environment() -> None:
    chosen = read_settings()
    assert (chosen.region, chosen.telegram_token) == ("呼和浩特市", None)
    assert (chosen.admins, chosen.today, chosen.person_limits) == (frozenset(), None, True)
    assert chosen.timezone == ZoneInfo("Asia/Shanghai")


def test_the_database_lies_in_the_users_data_folder_or_where_it_is_already(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    chosen = read_settings()
    assert chosen.database_url == f"sqlite:///{tmp_path / 'data' / 'unionbot' / 'unionbot.db'}"
    assert default_place(chosen) == words.DATABASE_THERE.format(file=tmp_path / "data" / "unionbot" / "unionbot.db")
    (here / "unionbot.db").touch()
    chosen = read_settings()
    assert chosen.database_url == "sqlite:///unionbot.db"
    assert default_place(chosen) == words.DATABASE_HERE.format(file=here / "unionbot.db")
    monkeypatch.setenv("UNIONBOT_DATABASE_URL", "sqlite:///other.db")
    assert default_place(read_settings()) is None


async def test_the_data_folder_is_made_for_its_owner_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    database = Database(read_settings().database_url)
    make_data_folder(database)
    await database.reach()
    await database.close()
    file = tmp_path / "data" / "unionbot" / "unionbot.db"
    assert (file.parent.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)
    elsewhere = Database(f"sqlite:///{tmp_path / 'missing' / 'x.db'}")
    make_data_folder(elsewhere)
    with pytest.raises(DatabaseUnreachable):
        await elsewhere.reach()
    await elsewhere.close()


def test_every_value_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "DATABASE_URL": "postgresql://me@host/db",
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API": "http://127.0.0.1:8081/",
        "ADMINS": " 12, 34，56 ,",
        "REGION": "青海",
        "TIMEZONE": "UTC",
        "TODAY": "2026-11-21T23:30",
        "PERSON_LIMITS": "false",
        "CACHE": "somewhere",
        "WEB_HOST": "0.0.0.0",
        "WEB_PORT": "0",
        "WEB_URL": "https://gonghui.example/",
        "WEB_PROXIES": "10.0.0.1, 192.168.0.0/16",
        "WEBHOOK_URL": "https://gonghui.example/bring/telegram",
    }.items():
        monkeypatch.setenv(PREFIX + name, value)
    chosen = read_settings()
    assert chosen.telegram_token is not None
    assert chosen.telegram_token.get_secret_value() == TOKEN
    assert (chosen.telegram_api, chosen.admins) == ("http://127.0.0.1:8081", frozenset({12, 34, 56}))
    assert (chosen.today, chosen.person_limits) == (datetime(2026, 11, 21, 23, 30), False)
    assert (chosen.region, chosen.cache, chosen.database_url) == ("青海", "somewhere", "postgresql://me@host/db")
    assert (chosen.web_host, chosen.web_port, chosen.web_url) == ("0.0.0.0", 0, "https://gonghui.example")
    assert chosen.web_proxies == ("10.0.0.1/32", "192.168.0.0/16")
    assert chosen.webhook_url == "https://gonghui.example/bring/telegram"


def test_an_empty_token_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{PREFIX}TELEGRAM_TOKEN", "")
    assert read_settings().telegram_token is None


def test_a_token_is_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{PREFIX}TELEGRAM_TOKEN", TOKEN)
    chosen = read_settings()
    assert TOKEN not in repr(chosen)
    assert TOKEN not in str(chosen.model_dump())


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        Settings().region = "青海"  # type: ignore[misc] # that it is frozen is what is tested


@pytest.mark.parametrize(
    ("zone", "now", "day"),
    [
        # 2026-11-20 17:00 in London is already the 21st in Shanghai.
        ("Asia/Shanghai", 1_795_194_000.0, date(2026, 11, 21)),
        ("UTC", 1_795_194_000.0, date(2026, 11, 20)),
    ],
)
def test_a_day_is_that_of_the_zone(zone: str, now: float, day: date) -> None:
    assert Settings(timezone=ZoneInfo(zone)).day(now) == day


def test_a_day_that_is_set_wins_over_the_clock() -> None:
    assert Settings(today=datetime(2020, 2, 29, 12)).day(1_795_194_000.0) == date(2020, 2, 29)


def test_all_wrong_settings_are_named_at_once_and_an_unknown_one_with_the_nearest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in {"WEB_PORT": "http", "TODAY": "soon", "TELEGRAM_TOKN": "4242:secret", "COLOUR": "red"}.items():
        monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(WrongSetting) as wrong:
        read_settings()
    lines = {line.partition(": ")[0]: line for line in str(wrong.value).splitlines()}
    assert set(lines) == {PREFIX + name for name in ("WEB_PORT", "TODAY", "TELEGRAM_TOKN", "COLOUR")}
    assert lines[PREFIX + "TELEGRAM_TOKN"].endswith("did you mean UNIONBOT_TELEGRAM_TOKEN?")
    assert "did you mean" not in lines[PREFIX + "COLOUR"]
    assert "secret" not in str(wrong.value)
