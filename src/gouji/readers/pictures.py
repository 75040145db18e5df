"""The pages of a file as pictures, for the formats that have pages."""

from collections.abc import Iterator, Mapping, Sequence

from gouji.document import Format, PageBox
from gouji.readers.ofd import ofd_pictures
from gouji.readers.pdf import pdf_pictures
from gouji.readers.picture import Picture


def pictures(format_: Format, content: bytes, shown: Mapping[int, Sequence[PageBox] | None]) -> Iterator[Picture]:
    """The pages of a PDF or OFD that `shown` names, in their order, none for a format without pages.

    Where `shown` gives boxes for a page, nothing outside of them is drawn. Raises UnreadableError as the reader of the
    format does.
    """
    match format_:
        case "pdf":
            yield from pdf_pictures(content, shown)
        case "ofd":
            yield from ofd_pictures(content, shown)
        case _:
            return
