"""Our bot as the measuring tools start it: their settings (TG_BASE, TG_TOKEN) turned into ours, then `run`."""

import os
import sys


def main() -> None:
    """Becomes the bot, under the same process id."""
    os.environ["UNIONBOT_TELEGRAM_API"] = os.environ["TG_BASE"]
    os.environ["UNIONBOT_TELEGRAM_TOKEN"] = os.environ["TG_TOKEN"]
    os.environ["UNIONBOT_PERSON_LIMITS"] = "false"
    os.environ["UNIONBOT_WEB_PORT"] = "0"
    os.execv(sys.executable, [sys.executable, "-m", "bot", "run"])


if __name__ == "__main__":
    main()
