"""A PDF of a Word or Excel file that is to be read on a page, not downloaded."""

from documents import pdf
from documents.checks.office import EXCEL, WORD
from documents.plainpdf import plain_pdf
from documents.plaintext.limited import words_of

MADE_OF = (WORD, EXCEL)
NOTICE = "Teksten er trukket ud af filen. Billeder, tegninger og opsætning er ikke med."


def for_reading(content: bytes, content_type: str, title: str) -> bytes:
    """Return the file as PDF: by LibreOffice where the machine has it, else its words alone.

    Raises NoWordsError (documents.plaintext.limited) for a file that cannot be read either way.
    """
    workbook = content_type == EXCEL
    if pdf.available():
        try:
            return pdf.convert([content], pdf.EXCEL if workbook else pdf.WORD)[0]
        except pdf.PdfError:
            pass  # its words can be read all the same
    return plain_pdf(title, [NOTICE, "", *words_of(content, workbook=workbook)])
