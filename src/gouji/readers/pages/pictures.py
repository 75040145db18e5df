"""The pages of a file as pictures, for the formats that have pages."""

from collections.abc import Container, Iterator, Mapping, Sequence

from gouji.document import Format, PageBox
from gouji.readers.pages.ofd import ofd_pictures
from gouji.readers.pages.pdf import pdf_pictures
from gouji.readers.pages.picture import Picture
from gouji.readers.pages.scans import picture_pictures


def pictures(
    format_: Format, content: bytes, shown: Mapping[int, Sequence[PageBox] | None], recognised: Container[int] = ()
) -> Iterator[Picture]:
    """The pages of a PDF, an OFD or a picture that `shown` names, none for a format without pages.

    Where `shown` gives boxes for a page, nothing outside of them is drawn. The pages of a PDF that are in `recognised` are
    laid as they were for that. Raises UnreadableError as the reader of the
    format does.
    """
    match format_:
        case "pdf":
            yield from pdf_pictures(content, shown, recognised)
        case "ofd":
            yield from ofd_pictures(content, shown)
        case "scan":
            yield from picture_pictures(content, shown)
        case _:
            return
