"""Settings, read once from the environment (prefix `UNIONBOT_`), frozen and passed on."""

import re
from datetime import date, datetime, tzinfo
from ipaddress import ip_network
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.announcing.approvals import Approval
from data.engine import WrongDatabaseUrl, async_url

PREFIX = "UNIONBOT_"


class WrongSetting(ValueError):
    """A setting cannot be used; the text names it and says what to write."""


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


def _switch(value: Any) -> Any:
    if isinstance(value, str):
        if value.lower() not in ("true", "false"):
            raise ValueError("write true or false")
        return value.lower() == "true"
    return value


class Settings(BaseSettings):
    """Every setting with its default; `docs` of each stands in the README, which a test holds against this list."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="ignore", arbitrary_types_allowed=True, env_ignore_empty=True
    )

    database_url: Annotated[str, AfterValidator(_database_url)] = Field(
        "sqlite:///unionbot.db", description="sqlite:///PATH or postgresql://USER@HOST/NAME"
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
        "", description="the public address of the web page, for QR codes and share links"
    )
    web_proxies: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_addresses)] = Field(
        (), description="comma-separated addresses of balancers, which are believed whom they pass on"
    )
    webhook_url: Annotated[str, AfterValidator(_webhook_url)] = Field(
        "", description="the public https address that Telegram sends updates to; without one they are fetched"
    )
    cache: str = Field("", description="folder of the fitted model; default: the user's cache folder")
    person_limits: Annotated[bool, BeforeValidator(_switch)] = Field(
        True, description="false lifts the limits of messages a person, for measuring"
    )

    announce_approval: Annotated[Approval, BeforeValidator(_approval)] = Field(
        Approval.AUTO,
        description="whether a second person must agree to an announcement: auto (when two may approve), never, always",
    )

    announce_canary: int = Field(
        50, ge=0, le=10_000, description="how many people get an announcement before everybody, 0 for none"
    )

    def day(self, now: float) -> date:
        """The day it is at `now` (seconds since 1970), or the one set."""
        return self.today.date() if self.today is not None else datetime.fromtimestamp(now, self.timezone).date()


def read_settings() -> Settings:
    """The settings of the environment.

    Raises:
        WrongSetting: one of them cannot be used.
    """
    try:
        return Settings()
    except ValidationError as wrong:
        first = wrong.errors()[0]
        name = PREFIX + "_".join(str(part) for part in first["loc"][:1]).upper()
        reason = str(first.get("ctx", {}).get("error", first["msg"]))
        raise WrongSetting(f"{name}: {reason}") from None
