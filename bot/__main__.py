"""`python -m bot`."""

import gc
import sys

# What the start makes stays: looking it through for cycles, again and again, takes a tenth of the start. `bootstrap`
# switches the collector on again.
gc.disable()

from bot.cli import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
