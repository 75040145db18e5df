"""Documents that are a zip of XML parts (.docx, .xlsx, .odt, .ofd): read in memory within limits, XML without entities."""

import io
import posixpath
import struct
import zipfile
import zlib
from typing import Literal, TypeAlias

from lxml import etree

from gouji.document import UnreadableError

# lxml has no public name for the class of its elements.
Element: TypeAlias = etree._Element  # pyright: ignore[reportPrivateUsage]

PackageKind = Literal["docx", "xlsx", "odt", "ofd", "encrypted", "other"]

# The largest part of a report with every table is some 2 MB. lxml needs ten times a part's size.
MAX_PART_BYTES = 64_000_000
# Word writes 20 to 60 parts, one more for each picture.
MAX_PARTS = 5_000
# Tables of equal cells shrink to a thirtieth. A small part may be mostly white space, a large one is a bomb.
MAX_RATIO = 200
_SMALL_BYTES = 1_000_000
# What lxml allows without `huge_tree`; Word nests a table in a table in a dozen.
MAX_DEPTH = 256

# Everything that zipfile raises for a package that was cut off, altered or packed by a method it does not know.
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    IndexError,
    OverflowError,
)
_ODT_TYPES = ("application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text-template")
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """The parts of one zip. Names are matched without regard to case, as OPC has it.

    `main` is the part that `_rels/.rels` calls the document, None in other packages.
    """

    def __init__(self, content: bytes) -> None:
        """Raises UnreadableError for what is no zip, for too many parts and for two parts of one name."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _ZIP_ERRORS as error:
            raise UnreadableError("damaged", problem=_problem(error)) from error
        members = self._zip.infolist()
        if len(members) > MAX_PARTS:
            raise UnreadableError("too_many_parts", limit=MAX_PARTS)
        self._related: dict[str, dict[str, tuple[str, str]]] = {}
        self._members = {_key(member.filename): member for member in members}
        if len(self._members) < len(members):
            # Programs differ in which of the two they show.
            raise UnreadableError("damaged", problem="two parts of one name")

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._members

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises UnreadableError where it is missing, too large, encrypted or damaged."""
        member = self._members.get(_key(name))
        if member is None:
            raise UnreadableError("part_missing", part=name)
        if member.flag_bits & 0x1:
            raise UnreadableError("encrypted")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableError("damaged", problem=f"{name}: packed by method {member.compress_type}")
        _refuse_size(name, member.file_size, member.compress_size)
        try:
            with self._zip.open(member) as part:
                # One byte more than may be, should the declared size be a lie. At its end zipfile checks the CRC.
                content = part.read(MAX_PART_BYTES + 1)
        except _ZIP_ERRORS as error:
            raise UnreadableError("damaged", problem=f"{name}: {_problem(error)}") from error
        _refuse_size(name, len(content), member.compress_size)
        if len(content) != member.file_size:
            raise UnreadableError("damaged", problem=f"{name}: cut off")
        return content

    def xml(self, name: str) -> Element:
        """The root element of a part. Raises UnreadableError as `read` and `parse_xml` do."""
        return parse_xml(self.read(name), name)

    def related(self, source: str, suffix: str) -> str | None:
        """The first part to which `source` ('' for the package) has a relationship whose type ends with `suffix`."""
        return next((target for kind, target in self.relationships(source).values() if kind.endswith(suffix)), None)

    def relationships(self, source: str) -> dict[str, tuple[str, str]]:
        """Id -> (type, part name) of what `source` relates to inside the package. External targets are left out."""
        if source not in self._related:
            self._related[source] = self._relationships(source)
        return self._related[source]

    def _relationships(self, source: str) -> dict[str, tuple[str, str]]:
        folder, _, name = source.rpartition("/")
        listing = posixpath.join(folder, "_rels", f"{name}.rels")
        if listing not in self:
            return {}
        return {
            one.get("Id", ""): (one.get("Type", ""), _resolved(folder, one.get("Target", "")))
            for one in self.xml(listing).iter(_RELATIONSHIP)
            if one.get("TargetMode") != "External"
        }


def package_kind(package: Package) -> PackageKind:
    """Which document a zip is, by its parts. Raises UnreadableError where one that tells is damaged."""
    if "mimetype" in package and package.read("mimetype").decode("ascii", "replace").strip() in _ODT_TYPES:
        return "odt"
    if "OFD.xml" in package:
        return "ofd"
    main = package.related("", "/officeDocument") or ""
    if main.startswith("/word/") or "word/document.xml" in package:
        return "docx"
    if main.startswith("/xl/") or "xl/workbook.xml" in package:
        return "xlsx"
    if "EncryptedPackage" in package:
        return "encrypted"
    return "other"


def parse_xml(content: bytes, name: str) -> Element:
    """The root of an XML part. Raises UnreadableError for a DTD, nesting beyond 256 elements and anything malformed."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        if "depth" in str(error):
            raise UnreadableError("nested_too_deep", limit=MAX_DEPTH) from error
        raise UnreadableError("damaged", problem=f"{name}: {_problem(error)}") from error
    # No office program writes a DTD; entities are the one use it has here.
    if root.getroottree().docinfo.doctype:
        raise UnreadableError("damaged", problem=f"{name}: has a DTD")
    return root


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target))


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _refuse_size(name: str, size: int, packed: int) -> None:
    if size > MAX_PART_BYTES or (size > _SMALL_BYTES and size > MAX_RATIO * max(packed, 1)):
        raise UnreadableError("part_too_large", part=name, limit=MAX_PART_BYTES // 1_000_000)


def _problem(error: Exception) -> str:
    return str(error)[:200] or type(error).__name__
