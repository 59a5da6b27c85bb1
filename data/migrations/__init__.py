"""Every step of the tables' history, in `versions/`.

The next one is begun with `python -m data.migrations "what it does"`. There is no way back but the copy made before.
"""
