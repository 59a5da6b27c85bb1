"""What `pip install .` installs: built, installed into an empty folder and asked from another one."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

from bot.bootstrap import words
from tests.guards.checkout import OURS, ROOT, tracked_files

pytestmark = pytest.mark.slow


def _pip(*arguments: str, folder: Path = ROOT) -> None:
    """Runs pip without a network, with the build backend that is installed here."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Path:
    """Made as `make wheel` makes it: of a copy of the checkout that has the model of its phrases."""
    checkout, folder = tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("wheel")
    for path in tracked_files():
        copy = checkout / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    shutil.copytree(model_cache, checkout / "seeds" / "fitted")
    arguments = ("--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(folder))
    _pip("wheel", *arguments, ".", folder=checkout)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    _pip("install", "--no-deps", "--no-index", "--target", str(folder), str(wheel))
    return folder


def _metadata(path: Path, name: str) -> Message:
    with zipfile.ZipFile(path) as archive:
        (found,) = (one for one in archive.namelist() if one.endswith(f".dist-info/{name}"))
        return Parser().parsestr(archive.read(found).decode("utf-8"))


def test_the_wheel_holds_every_file_of_the_program_its_model_and_no_other(wheel: Path, model_cache: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    models = {f"seeds/fitted/{model.name}" for model in model_cache.iterdir()}
    assert models
    assert models <= packed
    packed -= models
    ours = {path.relative_to(ROOT) for path in tracked_files() if path.relative_to(ROOT).parts[0] in OURS}
    assert packed == {path.as_posix() for path in ours}
    for needed in ("seeds/intents.yaml", "seeds/regions.csv", "seeds/words.txt", "seeds/vectors/words.npz"):
        assert needed in packed
    for pattern in ("seeds/entries/*.yaml", "seeds/phrases/*.yaml", "data/migrations/versions/0*.py"):
        assert any(Path(name).match(pattern) for name in packed), pattern


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    metadata = _metadata(wheel, "METADATA")
    assert metadata["Name"] == "unionbot"
    assert metadata["Requires-Python"] == ">=3.11"
    assert "dev" in metadata.get_all("Provides-Extra", [])
    assert wheel.name.startswith("unionbot-")
    assert wheel.name.endswith("-py3-none-any.whl")


def _run(installed: Path, folder: Path, cache: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(installed),
        "UNIONBOT_DATABASE_URL": f"sqlite:///{folder / 'answers.db'}",
        "UNIONBOT_CACHE": str(cache),
        "UNIONBOT_TODAY": "2026-11-21",
    }
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_installed_program_answers_from_another_folder_and_fits_nothing(installed: Path, tmp_path: Path) -> None:
    where = "import bot, data, handlers, seeds; print(bot.__file__, data.__file__, handlers.__file__, seeds.__file__)"
    cache = tmp_path / "cache"
    found = _run(installed, tmp_path, cache, "-c", where)
    assert all(Path(file).is_relative_to(installed) for file in found.stdout.split()), found.stderr
    done = _run(installed, tmp_path, cache, "-m", "bot", "ask", "--json", "青海工会的暖心早餐是什么项目")
    assert done.returncode == 0, done.stderr
    reply = json.loads(done.stdout)
    assert (reply["outcome"], reply["intent"]) == ("answer", "breakfast")
    assert reply["services"][0]["id"] == "qinghai-warm-breakfast"
    assert reply["services"][0]["source"]["headline"] in reply["reply"]
    assert (tmp_path / "answers.db").exists()
    assert words.FITTING.partition("{")[0] not in done.stderr
    assert list(cache.iterdir()) == []


def test_an_editable_install_reads_this_checkout(tmp_path: Path) -> None:
    build = f"from hatchling.build import build_editable; print(build_editable({str(tmp_path)!r}))"
    done = subprocess.run([sys.executable, "-c", build], cwd=ROOT, capture_output=True, text=True, check=True)
    with zipfile.ZipFile(tmp_path / done.stdout.split()[-1]) as archive:
        (pth,) = (name for name in archive.namelist() if name.endswith(".pth"))
        folders = archive.read(pth).decode("utf-8").split("\n")
    assert [Path(folder) for folder in folders if folder] == [ROOT]
    for package in OURS:
        assert (ROOT / package / "__init__.py").is_file()
