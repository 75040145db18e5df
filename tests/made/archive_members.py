"""Members of an archive, listed or refused."""

import pytest

from gouji.document import UnreadableError
from gouji.intake.archives import members
from tests.made.archives import zipped

REPORT = "一、总体情况".encode()
DOCX = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})


def listed(content: bytes) -> dict[str, bytes | str | None]:
    """Name -> bytes, or the reason why there are none."""
    found = list(members(content))
    assert len({one.name for one in found}) == len(found)
    return {one.name: one.reason or one.content for one in found}


def refusal(content: bytes) -> UnreadableError:
    with pytest.raises(UnreadableError) as refused:
        list(members(content))
    return refused.value
