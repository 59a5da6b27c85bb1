"""Settings, read once from the environment (prefix `UNIONBOT_`), frozen and passed on."""

import os
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, tzinfo
from difflib import get_close_matches
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from platformdirs import user_data_path
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.operator import Operator, read_operator
from bot.words import OPERATOR_FORM
from data.storage.engine import WrongDatabaseUrl, async_url

PREFIX = "UNIONBOT_"

_NEAR = 0.7  # how alike a name that does not exist must be to one that does


class Approval(StrEnum):
    """Whether a second person must agree to an announcement: when two may approve, never, or always."""

    AUTO = "auto"
    NEVER = "never"
    ALWAYS = "always"


class LogStyle(StrEnum):
    """How lines of the log look: for people, or one JSON object each."""

    TEXT = "text"
    JSON = "json"


class WrongSetting(ValueError):
    """A setting cannot be used; the text names it and says what to write."""


def data_folder() -> Path:
    """The user's folder of what this program keeps."""
    return user_data_path("unionbot", appauthor=False)


def _default_database() -> str:
    """`unionbot.db` in the current folder where it is there already, else in the user's data folder."""
    here = Path("unionbot.db")
    return f"sqlite:///{here if here.exists() else data_folder() / here}"


def _database_url(value: str) -> str:
    try:
        async_url(value)
    except WrongDatabaseUrl as wrong:
        raise ValueError(str(wrong)) from None
    return value


def _token(value: SecretStr | None) -> SecretStr | None:
    secret = value.get_secret_value() if value is not None else ""
    if not secret:
        return None
    if not re.fullmatch(r"[1-9]\d{0,17}:[\w-]+", secret):
        raise ValueError("is no bot token; copy it whole from @BotFather (digits, a colon, letters)")
    return value


def _api(value: str) -> str:
    if not re.fullmatch(r"https?://[^/\s]+(?::\d+)?/?", value):
        raise ValueError("write scheme://host:port, without a path, for example https://api.telegram.org")
    return value.rstrip("/")


def _web_url(value: str) -> str:
    if value and not re.fullmatch(r"https?://[^/\s?#]+/?", value):
        raise ValueError("write scheme://host, without a path, for example https://gonghui.example")
    return value.rstrip("/")


def _webhook_url(value: str) -> str:
    if value and not re.fullmatch(r"https?://[^/\s?#]+(?:/[\w.~-]+)+", value):
        raise ValueError("write the whole address that Telegram calls, for example https://gonghui.example/telegram")
    return value


def _addresses(value: Any) -> Any:
    if isinstance(value, str):
        parts = [part.strip() for part in re.split(r"[,，]", value) if part.strip()]
        try:
            return tuple(str(ip_network(part)) for part in parts)
        except ValueError:
            raise ValueError("write IP addresses or networks, separated by commas, for example 10.0.0.0/8") from None
    return value


def _admins(value: Any) -> Any:
    if isinstance(value, str):
        parts = [part.strip() for part in re.split(r"[,，]", value) if part.strip()]
        if not all(part.isascii() and part.isdigit() for part in parts):
            raise ValueError("write Telegram user ids (numbers), separated by commas; usernames do not count")
        return frozenset(int(part) for part in parts)
    return value


def _timezone(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("write a time zone such as Asia/Shanghai") from None
    return value


def _today(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            raise ValueError("write YYYY-MM-DD or YYYY-MM-DDTHH:MM") from None
    return value


def _approval(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return Approval(value)
        except ValueError:
            raise ValueError("write auto, never or always") from None
    return value


def _log(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return LogStyle(value.lower())
        except ValueError:
            raise ValueError("write text or json") from None
    return value


def _level(value: str) -> str:
    if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError("write debug, info, warning or error")
    return value.upper()


def _operator(value: Any) -> Any:
    return read_operator(value) if isinstance(value, str) else value


def _switch(value: Any) -> Any:
    if isinstance(value, str):
        if value.lower() not in ("true", "false"):
            raise ValueError("write true or false")
        return value.lower() == "true"
    return value


class Settings(BaseSettings):
    """Every setting with its default; docs/operating.md says what each means, and a test holds it against this list."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="ignore", arbitrary_types_allowed=True, env_ignore_empty=True
    )

    database_url: Annotated[str, AfterValidator(_database_url)] = Field(
        default_factory=_default_database,
        description="sqlite:///PATH or postgresql://USER@HOST/NAME; default: in the user's data folder",
    )
    telegram_token: Annotated[SecretStr | None, AfterValidator(_token)] = Field(
        None, description="the bot's token from @BotFather; without one there is the web page alone"
    )
    telegram_api: Annotated[str, AfterValidator(_api)] = Field(
        "https://api.telegram.org", description="scheme://host:port of the Bot API, for self-hosted servers and tests"
    )
    admins: Annotated[frozenset[int], NoDecode, BeforeValidator(_admins)] = Field(
        frozenset(), description="comma-separated Telegram user ids, each an owner"
    )
    region: str = Field("呼和浩特市", description="the region of people who chose none")
    timezone: Annotated[tzinfo, BeforeValidator(_timezone)] = Field(
        default_factory=lambda: ZoneInfo("Asia/Shanghai"), description="what a day is", validate_default=False
    )
    today: Annotated[datetime | None, BeforeValidator(_today)] = Field(
        None, description="YYYY-MM-DD[THH:MM], overrides the date for tests and demonstrations"
    )
    web_host: str = Field("127.0.0.1", description="the address that the web page is served on; 0.0.0.0 for every one")
    web_port: int = Field(8080, ge=0, le=65535, description="its port; 0 takes any free one and prints it")
    web_url: Annotated[str, AfterValidator(_web_url)] = Field(
        "", description="the public address of the web page, for QR codes, posters and share links"
    )
    web_proxies: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_addresses)] = Field(
        (), description="comma-separated addresses of balancers, which are believed whom they pass on"
    )
    webhook_url: Annotated[str, AfterValidator(_webhook_url)] = Field(
        "", description="the public https address that Telegram sends updates to; without one they are fetched"
    )
    cache: str = Field("", description="folder of the fitted model; default: the user's cache folder")
    backups: str = Field("", description="folder of the nightly backups; default: `backups` beside the database")
    backup_key: str = Field("", description="file of the key that backups are sealed with; without one they are not")
    log: Annotated[LogStyle, BeforeValidator(_log)] = Field(
        LogStyle.TEXT, description="how lines of the log look: text for people, json for machines"
    )
    log_level: Annotated[str, AfterValidator(_level)] = Field(
        "WARNING", description="what is logged: debug, info, warning or error, and what is graver"
    )
    person_limits: Annotated[bool, BeforeValidator(_switch)] = Field(
        True, description="false lifts the limits of messages a person and the pace of answers, for measuring"
    )

    announce_approval: Annotated[Approval, BeforeValidator(_approval)] = Field(
        Approval.AUTO,
        description="whether a second person must agree to an announcement: auto (when two may approve), never, always",
    )

    announce_canary: int = Field(
        50, ge=0, le=10_000, description="how many people get an announcement before everybody, 0 for none"
    )

    case_hours: str = Field(
        "9:00-17:00", description="hours of duty on working days, 9:00-12:00,14:30-17:30; none: nothing is promised"
    )
    case_minutes: int = Field(60, ge=1, le=480, description="minutes of duty promised for what is settled at once")
    case_days: int = Field(3, ge=1, le=30, description="working days promised for what is hard")
    case_keep_days: int = Field(90, ge=1, le=3650, description="days that words and files of closed cases are kept")
    case_key: str = Field("", description="file of the key that cases are sealed with; default: in the user's settings")

    operator: Annotated[Operator, NoDecode, BeforeValidator(_operator)] = Field(
        default_factory=Operator,
        description=f"who runs it: {OPERATOR_FORM}; without one it is nobody's",
        validate_default=False,
    )

    def day(self, now: float) -> date:
        """The day it is at `now` (seconds since 1970), or the one set."""
        return self.moment(now).date()

    def moment(self, now: float) -> datetime:
        """Day and local time at `now` (seconds since 1970); of a day that is set without a time, at this time."""
        local = datetime.fromtimestamp(now, self.timezone).replace(tzinfo=None)
        if self.today is None:
            return local
        return self.today if self.today.time() != time() else datetime.combine(self.today.date(), local.time())


def read_settings() -> Settings:
    """The settings of the environment.

    Raises:
        WrongSetting: some cannot be used, or there are none of that name; all are named at once, a line each.
    """
    wrong = [*_unknown(os.environ)]
    try:
        chosen = Settings()
    except ValidationError as refused:
        wrong = [*map(_refusal, refused.errors()), *wrong]
    else:
        if not wrong:
            return chosen
    raise WrongSetting("\n".join(wrong))


def _refusal(error: ErrorDetails) -> str:
    name = PREFIX + "_".join(str(part) for part in error["loc"][:1]).upper()
    return f"{name}: {error.get('ctx', {}).get('error', error['msg'])}"


def _unknown(names: Iterable[str]) -> Iterator[str]:
    """What to say of each variable that looks like a setting and is none; a value, perhaps a secret, is not quoted."""
    known = [name.upper() for name in Settings.model_fields]
    for name in sorted(names):
        own = name.removeprefix(PREFIX)
        if name != own and own not in known:
            nearest = get_close_matches(own, known, n=1, cutoff=_NEAR)
            meant = f"did you mean {PREFIX}{nearest[0]}?" if nearest else "take it away, or see docs/operating.md"
            yield f"{name}: there is no such setting; {meant}"
