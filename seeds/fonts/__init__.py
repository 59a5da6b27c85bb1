"""The font of charts and posters: a cut of Noto Sans CJK (SIL Open Font License, `OFL.txt`): GB 2312 and Latin."""
