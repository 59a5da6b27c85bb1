"""Files that give a page, and files that give a clear word instead."""

import io
import zipfile

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from bot.extracting import words
from data.extracting.page_file import Unreadable, UnreadablePage
from data.extracting.reading import MOST_BYTES, MOST_CHARACTERS, page_of_text, read_page

TEXT = "滨河市总工会建成工会驿站31个。"


def reason(content: bytes, name: str = "page") -> Unreadable:
    with pytest.raises(UnreadablePage) as refused:
        read_page(name, content)
    return refused.value.reason


def pdf(sheets: int = 1, text: str = "Station 31 " * 10, password: str | None = None) -> bytes:
    into = io.BytesIO()
    drawn = canvas.Canvas(into, pagesize=A4, encrypt=password)
    for _ in range(sheets):
        if text:
            drawn.drawString(72, 720, text)
        drawn.showPage()
    drawn.save()
    return into.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return into.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_is_read_in_each_encoding_that_chinese_programs_write(encoding: str) -> None:
    assert read_page("page.txt", TEXT.encode(encoding)).text == TEXT


def test_pasted_text_is_a_page() -> None:
    assert page_of_text("pasted", f"  {TEXT}\n\n第二段。").text == f"{TEXT}第二段。"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Unreadable.EMPTY),
        (b" \r\n\t", Unreadable.EMPTY),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 50, Unreadable.PICTURE),
        (b"\xff\xd8\xff\xe0" + b"0" * 50, Unreadable.PICTURE),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", Unreadable.PICTURE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 50, Unreadable.OLD_WORD),
        (b"%PDF-1.7 and nothing of the kind", Unreadable.BROKEN),
        (b"PK\x03\x04 cut short", Unreadable.BROKEN),
        (b"\x00\x01\x02\x03", Unreadable.UNKNOWN_ENCODING),
        (b"\x81\x00" * 3, Unreadable.UNKNOWN_ENCODING),
        ("字".encode() * (MOST_CHARACTERS + 1), Unreadable.TOO_LONG),
        (b"a" * (MOST_BYTES + 1), Unreadable.TOO_BIG),
        (b"<html><body><script>var a = 1;</script></body></html>", Unreadable.EMPTY),
    ],
)
def test_what_gives_no_page_says_why(content: bytes, why: Unreadable) -> None:
    assert reason(content) is why


def test_a_pdf_that_is_locked_scanned_or_a_book_says_so() -> None:
    assert reason(pdf(password="secret")) is Unreadable.LOCKED
    assert reason(pdf(text="")) is Unreadable.SCANNED
    assert reason(pdf(sheets=200)) is Unreadable.TOO_LONG
    assert "Station31" in read_page("page.pdf", pdf()).text


def test_what_runs_at_the_head_of_every_sheet_counts_once() -> None:
    into = io.BytesIO()
    drawn = canvas.Canvas(into, pagesize=A4)
    for number in range(4):
        drawn.drawString(72, 800, "The Daily Paper")
        drawn.drawString(72, 700, f"Story number {number} of this paper")
        drawn.showPage()
    drawn.save()
    assert read_page("paper.pdf", into.getvalue()).lines.count("The Daily Paper") == 1


def test_a_docx_that_unpacks_to_more_than_any_page_is_refused_before_it_is_unpacked() -> None:
    assert reason(zipped({"word/document.xml": b"0" * 70_000_000})) is Unreadable.TOO_BIG


def test_a_zip_that_is_no_docx_is_broken() -> None:
    assert reason(zipped({"readme.txt": b"hello"})) is Unreadable.BROKEN


def test_the_paragraphs_headings_and_tables_of_a_docx_are_its_lines() -> None:
    document = docx.Document()
    document.add_heading("滨河工会简报", level=1)
    document.add_paragraph(TEXT)
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "驿站", "31个"
    into = io.BytesIO()
    document.save(into)
    assert read_page("page.docx", into.getvalue()).lines == ("# 滨河工会简报", TEXT, "驿站 31个", "")


def test_scripts_and_menus_of_a_web_page_are_no_text() -> None:
    html = (
        "<html><head><title>驿站开门 - 滨河网</title><script>'骗子999'</script></head><body><nav>首页 新闻</nav>"
        f"<article><h1>驿站开门</h1><p>{TEXT}</p><p>{TEXT * 5}</p></article></body></html>"
    )
    page = read_page("page.html", html.encode())
    assert page.lines[0] == "# 驿站开门"
    assert TEXT in page.text
    assert "999" not in page.text
    assert "首页" not in page.text


def test_every_reason_has_its_words() -> None:
    assert set(words.WHY_UNREADABLE) == set(Unreadable)
