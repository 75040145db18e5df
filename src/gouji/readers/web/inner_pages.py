"""Pages that a saved page shows in frames, as far as they were saved with it. Nothing else is ever opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urldefrag, urljoin

# A saved page without an address of its own: what lies beside it is found by its path from here.
SAVED = "file:///"
# Addresses are escaped as UTF-8; older browsers on Chinese Windows escape GBK.
_ESCAPED_AS = ("utf-8", "gb18030")


@dataclass(frozen=True, slots=True)
class InnerPages:
    """The bytes of the pages that came with a page, by their address; `base` is the address of the page itself.

    An address leads only to what is in `pages`, whatever it says: to no disk and no network.
    """

    base: str = SAVED
    pages: Mapping[str, bytes] = field(default_factory=dict[str, bytes])

    def find(self, source: str) -> tuple[InnerPages, bytes] | None:
        """The page that the attribute `source` of a frame names, with what its own frames are found by; None where it
        did not come with the page."""
        known = {_same(address): address for address in self.pages}
        try:
            wanted = urldefrag(urljoin(self.base, source.strip().replace("\\", "/"))).url
        except ValueError:
            # What no browser takes for an address either: `http://[`.
            return None
        for encoding in _ESCAPED_AS:
            address = known.get(_same(wanted, encoding))
            if address is not None:
                return InnerPages(address, self.pages), self.pages[address]
        return None


def saved_with(pages: Mapping[str, bytes]) -> InnerPages:
    """The pages in the folder of a page saved to disk, by their path from the folder that the page is in."""
    return InnerPages(SAVED, {f"{SAVED}{quote(path)}": content for path, content in pages.items()})


def _same(address: str, encoding: str = "utf-8") -> str:
    """Addresses that are one: escaped or not, and in the letters of a file system that knows no case."""
    return unquote(address, encoding).casefold()
