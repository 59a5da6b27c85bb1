"""The agenda of the meeting as a document that an office opens and goes on writing in (DOCX)."""

import io
from dataclasses import dataclass

from bot.cases import words as wording


@dataclass(frozen=True, slots=True)
class Agenda:
    """`day` is `YYYY-MM-DD`, `about` one sentence; a row for each matter, a cell for each of `AGENDA_HEAD`."""

    day: str
    about: str
    rows: tuple[tuple[str, ...], ...]

    def document(self) -> bytes:
        """The file; takes 0.2 s and blocks."""
        import docx  # only here: 10 MB and 0.3 s that nobody else waits for
        from docx.enum.section import WD_ORIENT
        from docx.oxml.ns import qn

        document = docx.Document()
        document.core_properties.author = document.core_properties.comments = ""
        document.core_properties.title = wording.AGENDA
        for style in document.styles["Normal"], document.styles["Title"]:
            style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), wording.AGENDA_FONT)
        page = document.sections[0]
        page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, page.page_height, page.page_width
        document.add_heading(wording.AGENDA, 0)
        document.add_paragraph(self.about)
        table = document.add_table(rows=1, cols=len(wording.AGENDA_HEAD), style="Table Grid")
        for row in (wording.AGENDA_HEAD, *self.rows):
            cells = table.rows[0].cells if row is wording.AGENDA_HEAD else table.add_row().cells
            for cell, text in zip(cells, row, strict=True):
                cell.text = text
        into = io.BytesIO()
        document.save(into)
        return into.getvalue()
