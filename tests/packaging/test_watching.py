"""What operators are given to watch and run the program with names nothing that is not there."""

import json
import re
from itertools import chain
from typing import Any

import pytest
import yaml

from bot.settings import PREFIX, Settings
from bot.upkeep.jobs import Keeper
from bot.upkeep.totals import Watched
from data.upkeep.standing import Counted
from handlers.web.metrics import Metrics
from tests.guards.checkout import ROOT

DEPLOY = ROOT / "deploy"
KUBERNETES: list[dict[str, Any]] = [
    part
    for file in sorted((DEPLOY / "kubernetes").glob("*.yaml"))
    for part in yaml.safe_load_all(file.read_text(encoding="utf-8"))
]
PODS = [part["spec"]["template"]["spec"] for part in KUBERNETES if part["kind"] in ("Deployment", "Job")]
UNIT = (DEPLOY / "unionbot.service").read_text(encoding="utf-8")


async def _never(_: float) -> None: ...


def exported() -> set[str]:
    """The names of every series that a process gives, with those that appear with use."""
    watched = Watched(lambda: 0.0)
    keeper = Keeper(lambda: 0.0, _never)
    metrics = Metrics(keeper, watched)
    telegram = watched.totals("tg")
    telegram.arrived("message")
    telegram.heard()
    metrics.served("api.ask", 200, 0.1)
    metrics.replied("answer")
    text = metrics.text(Counted({"paused": 1}, {"sent": 1}, {"open": 1}), 1.0, 1).decode()
    names = set(re.findall(r"^(unionbot_\w+)", text, re.M))
    return names | set(re.findall(r"^# TYPE (unionbot_\w+)", text, re.M))


def asked_for(text: str) -> set[str]:
    return set(re.findall(r"\bunionbot_\w+", text))


def test_rules_and_the_dashboard_ask_only_for_what_is_exported() -> None:
    rules = [rule for group in yaml.safe_load((DEPLOY / "alerts.yml").read_text())["groups"] for rule in group["rules"]]
    panels = json.loads((DEPLOY / "dashboard.json").read_text())["panels"]
    queries = [rule["expr"] for rule in rules] + [one["expr"] for panel in panels for one in panel["targets"]]
    asked = set(chain.from_iterable(map(asked_for, queries)))
    assert len(asked) > 12
    assert asked - exported() == set()
    for rule in rules:
        assert rule["labels"]["severity"] in ("warning", "critical")
        assert rule["annotations"]["summary"]


def test_every_setting_that_is_named_exists() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    texts = [(ROOT / ".env.example").read_text(encoding="utf-8"), UNIT, *map(json.dumps, KUBERNETES)]
    named = set(re.findall(r"\bUNIONBOT_[A-Z_]+\b", " ".join(texts)))
    assert len(named) > 8
    assert named - known == set()


def test_the_example_of_settings_holds_no_value_that_is_in_force() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == []


@pytest.mark.parametrize("pod", PODS, ids=lambda pod: pod["containers"][0]["name"])
def test_no_pod_has_more_rights_than_it_needs(pod: dict[str, Any]) -> None:
    assert pod["automountServiceAccountToken"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    (container,) = pod["containers"]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }


def test_a_replica_is_restarted_for_itself_and_taken_out_for_its_database() -> None:
    (container,) = next(pod for pod in PODS if pod["containers"][0]["name"] == "app")["containers"]
    assert container["livenessProbe"]["httpGet"]["path"] == "/healthz?live"
    assert container["readinessProbe"]["httpGet"]["path"] == "/healthz?ready"


def test_the_unit_gives_up_what_the_program_does_not_need() -> None:
    for line in ("DynamicUser=yes", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet="):
        assert f"\n{line}\n" in UNIT
