"""Several replicas behind a balancer, as far as that can be judged without starting them."""

import re
from ipaddress import ip_network
from typing import Any

import pytest
import yaml

from bot.settings import PREFIX, Settings
from handlers.web.gate import SECONDS
from tests.guards.checkout import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
NGINX = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


def test_two_replicas_share_one_postgresql() -> None:
    app = SERVICES["app"]
    assert app["deploy"]["replicas"] == 2
    assert "ports" not in app
    url = app["environment"]["UNIONBOT_DATABASE_URL"]
    assert url.startswith("postgresql://")
    assert url.partition("@")[2].partition("/")[0] in SERVICES
    assert SERVICES["db"]["image"].startswith("postgres:")


def test_nothing_runs_with_more_rights_than_it_needs() -> None:
    app = SERVICES["app"]
    assert app["read_only"] is SERVICES["balancer"]["read_only"] is True
    assert "cap_add" not in app
    for service in SERVICES.values():
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["pids_limit"] <= 256
        assert service["mem_limit"]
    assert "/tmp" in app["tmpfs"]
    assert not any(service.get("privileged") for service in SERVICES.values())


def test_no_secret_stands_in_the_file_and_none_has_a_default() -> None:
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if re.search("PASSWORD|TOKEN", name):
                assert re.fullmatch(r"\$\{\w+:(?:-|\?[^}]+)\}", value), name


def test_every_setting_given_is_one() -> None:
    named = {name.removeprefix(PREFIX).lower() for name in SERVICES["app"]["environment"]}
    assert named <= set(Settings.model_fields)


def test_the_balancer_alone_is_believed_whom_it_passes_on() -> None:
    (network,) = COMPOSE["networks"]["default"]["ipam"]["config"]
    assert SERVICES["app"]["environment"]["UNIONBOT_WEB_PROXIES"] == network["subnet"]
    assert ip_network(network["subnet"]).is_private


@pytest.mark.parametrize(
    "line",
    [
        "access_log off;",
        "server app:8080 resolve;",
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "proxy_set_header X-Forwarded-Proto $scheme;",
    ],
)
def test_the_balancer_logs_nothing_and_says_whom_it_passes_on(line: str) -> None:
    assert line in NGINX


def test_what_a_replica_has_taken_is_brought_to_no_other() -> None:
    (passed_over,) = re.findall(r"proxy_next_upstream ([^;]+);", NGINX)
    assert set(passed_over.split()) == {"error", "http_503"}
    (waits,) = re.findall(r"proxy_read_timeout (\d+)s;", NGINX)
    assert int(waits) > SECONDS


def test_everything_waits_for_what_it_needs() -> None:
    assert SERVICES["app"]["depends_on"]["db"]["condition"] == "service_healthy"
    assert SERVICES["balancer"]["depends_on"]["app"]["condition"] == "service_healthy"
    assert SERVICES["db"]["healthcheck"]["test"][1] == "pg_isready"


def test_what_is_mounted_is_there() -> None:
    for service in SERVICES.values():
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            assert (ROOT / source).is_file() if source.startswith(".") else source in COMPOSE["volumes"]
