"""The image, as far as it can be judged without building it."""

import json
import re
import tomllib
from fnmatch import fnmatch
from pathlib import PurePosixPath

from bot.settings import PREFIX, Settings
from tests.guards.checkout import ROOT, tracked_files

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def _instructions() -> list[tuple[str, str]]:
    """The Dockerfile as pairs of instruction and what follows it, comments and line ends dropped."""
    lines = "\n".join(line for line in DOCKERFILE.splitlines() if not line.startswith("#"))
    joined = re.sub(r"\\\n\s*", "", lines).splitlines()
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in joined if line.strip())]


def _final_stage() -> list[tuple[str, str]]:
    instructions = _instructions()
    start = max(index for index, (word, _) in enumerate(instructions) if word == "FROM")
    return instructions[start:]


def _copied() -> list[str]:
    """What is copied from the checkout, not from another stage."""
    return [
        source
        for word, rest in _instructions()
        if word == "COPY" and not rest.startswith("--from")
        for source in rest.split()[:-1]
    ]


def _environment() -> dict[str, str]:
    settings = " ".join(rest for word, rest in _final_stage() if word == "ENV")
    return dict(setting.split("=", 1) for setting in settings.split())


def _hidden(path: str) -> bool:
    """Whether .dockerignore keeps a path, or a folder above it, out of the build."""
    patterns = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    parts = PurePosixPath(path).parts
    names = ["/".join(parts[: end + 1]) for end in range(len(parts))]
    return any(
        fnmatch(name, pattern) or (pattern.startswith("**/") and fnmatch(PurePosixPath(name).name, pattern[3:]))
        for pattern in patterns
        for name in names
    )


def test_everything_copied_is_tracked_and_not_hidden() -> None:
    tracked = [path.relative_to(ROOT) for path in tracked_files()]
    for source in _copied():
        below = [path for path in tracked if path.is_relative_to(source)]
        assert below, f"{source} is not in the checkout"
        assert [path for path in below if _hidden(path.as_posix())] == []


def test_what_the_checkout_gathers_is_hidden() -> None:
    for path in (
        ".venv/bin/python",
        ".git/config",
        "unionbot.db",
        "unionbot.db-wal",
        "bot/__pycache__/cli.pyc",
        "tests/x.py",
    ):
        assert _hidden(path), path


def test_every_package_and_what_the_build_names_is_copied() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    needed = {"pyproject.toml", project["project"]["readme"], *project["project"]["license-files"], *packages}
    assert needed <= set(_copied())


def test_the_dependencies_are_those_of_the_lock() -> None:
    installs = [rest for word, rest in _final_stage() if word == "RUN" and "pip install" in rest]
    assert "requirements.lock" in _copied()
    assert re.search(r"--require-hashes -r \S*requirements\.lock$", installs[0])
    assert all("--no-deps" in install for install in installs[1:])


def test_it_runs_as_nobody_special() -> None:
    users = [rest for word, rest in _final_stage() if word == "USER"]
    assert users
    assert users[-1].split(":")[0] not in ("root", "0")
    words = [word for word, _ in _final_stage()]
    assert "RUN" not in words[words.index("USER") :]
    assert f"useradd --create-home --uid 10001 {users[-1]}" in DOCKERFILE


def test_what_must_last_is_in_the_volume() -> None:
    volume = next(rest for word, rest in _final_stage() if word == "VOLUME")
    environment = _environment()
    assert environment["UNIONBOT_DATABASE_URL"].startswith(f"sqlite:///{volume}/")
    assert environment["UNIONBOT_CACHE"].startswith(f"{volume}/")


def test_it_starts_the_channels() -> None:
    word, rest = _final_stage()[-1]
    assert word == "CMD"
    assert json.loads(rest) == ["python", "-m", "bot", "run"]


def test_the_page_is_reached_from_outside_and_watched() -> None:
    environment = _environment()
    port = next(rest for word, rest in _final_stage() if word == "EXPOSE")
    assert (environment["UNIONBOT_WEB_HOST"], environment["UNIONBOT_WEB_PORT"]) == ("0.0.0.0", port)
    check = next(rest for word, rest in _final_stage() if word == "HEALTHCHECK")
    command = json.loads(check.partition("CMD ")[2])
    assert command[:2] == ["python", "-c"]
    assert f"http://127.0.0.1:{port}/healthz" in command[2]
    compile(command[2], "HEALTHCHECK", "exec")


def test_every_setting_it_makes_is_one() -> None:
    named = {name.removeprefix(PREFIX).lower() for name in _environment() if name.startswith(PREFIX)}
    assert named <= set(Settings.model_fields)


def test_its_python_is_one_that_the_project_supports() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lowest = tuple(map(int, project["requires-python"].removeprefix(">=").split(".")))
    images = re.findall(r"^FROM python:(\d+)\.(\d+)-slim", DOCKERFILE, re.M)
    assert len(set(images)) == 1
    assert tuple(map(int, images[0])) >= lowest
