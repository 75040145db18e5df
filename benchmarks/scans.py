"""How exactly scans are read: `python -m benchmarks.scans --count 11 --seed 1`. Needs the extra `ocr`.

Reports with a different figure in every cell, some of them blank, are printed by the programs that are installed, drawn
as pictures, and spoiled as copiers, scanners and stamps do.
"""

import argparse
import io
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2
from PIL import Image

from benchmarks.printed import BORDERED, PROGRAMS, compare, print_pages, reports
from benchmarks.tally import OUTCOMES, Tally
from gouji.declared import load_declared
from gouji.reports.transcribe import Transcriber
from samples.printers import html

# LibreOffice draws grey hair lines, and at the size that Chromium takes the last table leaves its page.
_STYLES = {
    "chromium": "body { font-family: 'Noto Serif CJK SC' } td { padding: 4px 6px; border: 1px solid #000 }</style>",
    "soffice": "body { font-family: 'Noto Serif CJK SC' } td { font-size: 8pt }</style>",
}
Page = Any


def turned(page: Page, degrees: float) -> Page:
    """A page laid on the glass askew."""
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(page, turn, (width, height), borderValue=(255, 255, 255))


def noisy(page: Page, seed: int, strength: float = 10) -> Page:
    """A page on greyish paper, with the grain of a cheap scanner."""
    grain = np.random.default_rng(seed).normal(0, strength, page.shape)
    return np.clip(page * 0.85 + 25 + grain, 0, 255).astype(np.uint8)


def pressed(page: Page, quality: int = 45) -> Page:
    """A page as JPEG leaves it."""
    _, packed = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.imdecode(packed, cv2.IMREAD_COLOR)


def bordered(page: Page) -> Page:
    """A page smaller than the glass, with grey around it and a shadow at one side."""
    wide = page.shape[1] // 25
    framed = cv2.copyMakeBorder(page, wide, wide, wide, wide, cv2.BORDER_CONSTANT, value=(150, 150, 150))
    shade = np.linspace(0.75, 1, framed.shape[1])[None, :, None]
    return (framed * shade).astype(np.uint8)


def sealed(page: Page) -> Page:
    """A page with a red seal that lets black ink through, as ink does."""
    height, width = page.shape[:2]
    seal = np.full_like(page, 255)
    middle, radius = (round(width * 0.6), round(height * 0.45)), width // 9
    red = (225, 45, 40)
    cv2.circle(seal, middle, radius, red, max(3, width // 200))
    cv2.circle(seal, middle, radius // 3, red, -1)
    return np.minimum(page, seal)


def marked(page: Page) -> Page:
    """A page with a light slanted watermark across it."""
    height, width = page.shape[:2]
    mark = np.full_like(page, 255)
    for share in (0.25, 0.5, 0.75):
        place = (round(width * 0.1), round(height * share))
        cv2.putText(mark, "COPY 2023 COPY", place, cv2.FONT_HERSHEY_SIMPLEX, width / 500, (205, 205, 205), width // 150)
    return np.minimum(page, turned(mark, 30))


def black_and_white(page: Page) -> Page:
    """A page of pixels that are black or white, as fax machines and archives keep it."""
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    return cv2.cvtColor(((grey > 190) * 255).astype(np.uint8), cv2.COLOR_GRAY2RGB)


Spoil = Callable[[Page, int], Page]
WAYS: dict[str, tuple[int, Spoil]] = {
    "clean, 200 dpi": (200, lambda page, seed: page),
    "skew 0.8, noise, JPEG q45, 200 dpi": (200, lambda page, seed: pressed(noisy(turned(page, 0.8), seed))),
    "skew -1.5, noise, JPEG q45, 150 dpi": (150, lambda page, seed: pressed(noisy(turned(page, -1.5), seed))),
    "noise, JPEG q45, 120 dpi": (120, lambda page, seed: pressed(noisy(page, seed))),
    "grey border, skew 0.3, JPEG q45": (200, lambda page, seed: pressed(turned(bordered(page), 0.3))),
    "red seal, noise, JPEG q45": (200, lambda page, seed: pressed(noisy(sealed(page), seed))),
    "watermark, noise": (200, lambda page, seed: noisy(marked(page), seed)),
    "strong noise, 200 dpi": (200, lambda page, seed: noisy(page, seed, 30)),
    "skew -0.6, noise, JPEG q45, 300 dpi": (300, lambda page, seed: pressed(noisy(turned(page, -0.6), seed))),
    "1 bit, 200 dpi": (200, lambda page, seed: black_and_white(page)),
    "1 bit, skew 0.7, noise, 300 dpi": (300, lambda page, seed: black_and_white(noisy(turned(page, 0.7), seed))),
}


@dataclass(slots=True)
class Scans:
    """Of one way to spoil: what was read, over how many pages, in how many seconds of the processor."""

    tally: Tally = field(default_factory=Tally)
    pages: int = 0
    seconds: float = 0.0


def drawn(printed: bytes, dpi: int) -> list[Page]:
    """The pages of a PDF as pictures."""
    file = pypdfium2.PdfDocument(printed)
    try:
        return [page.render(scale=dpi / 72, rev_byteorder=True).to_numpy()[:, :, :3].copy() for page in file]
    finally:
        file.close()


def bound(pages: Sequence[Page], kind: str) -> bytes:
    """Pictures as one file: `TIFF` with a page each, or a `PDF` of pictures."""
    first, *rest = [Image.fromarray(page) for page in pages]
    out = io.BytesIO()
    first.save(out, kind, save_all=True, append_images=rest, **({"compression": "jpeg"} if kind == "TIFF" else {}))
    return out.getvalue()


def measure(count: int, seed: int, programs: Iterable[str]) -> dict[str, Scans]:
    """Print `count` reports by each program, spoil them in each way in turn, and compare. By program and way."""
    declared = load_declared()
    transcriber = Transcriber(declared.forms, declared.aliases, declared.spellings)
    made = list(reports(count, seed, declared))
    found: dict[str, Scans] = {}
    for program in programs:
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            files = [folder / f"{rank:03}.html" for rank in range(count)]
            for rank, (file, report) in enumerate(zip(files, made, strict=True)):
                page = html(report, vertical=rank % 4 == 1).replace("</style>", _STYLES[program])
                bordered_page = page.replace("<table>", BORDERED) if program == "soffice" else page
                file.write_text(bordered_page, encoding="utf-8")
            for rank, (printed, report) in enumerate(zip(print_pages(program, files, folder), made, strict=True)):
                name = list(WAYS)[(rank + rank // len(WAYS)) % len(WAYS)]
                dpi, spoil = WAYS[name]
                pages = [spoil(page, rank) for page in drawn(printed, dpi)]
                scans = found.setdefault(f"{program}, {name}", Scans())
                content = bound(pages, "TIFF" if rank % 2 else "PDF")
                start = time.process_time()
                compare(content, report, declared, transcriber, scans.tally)
                scans.seconds += time.process_time() - start
                scans.pages += len(pages)
    return found


def table(found: dict[str, Scans]) -> str:
    """One line for each way and one for all, then what was misread, then why cells were refused."""
    heads = "".join(f"{outcome:>10}" for outcome in OUTCOMES)
    lines = [f"{'printed and spoiled by':48}{'files':>7}{'pages':>7}{heads}{'s/page':>10}"]
    every = Scans()
    for name, scans in [*found.items(), ("all", every)]:
        if scans is not every:
            every.tally.files += scans.tally.files
            every.tally.cells += scans.tally.cells
            every.pages += scans.pages
            every.seconds += scans.seconds
        cells = "".join(f"{scans.tally.cells[outcome]:>10}" for outcome in OUTCOMES)
        lines.append(
            f"{name:48}{scans.tally.files:>7}{scans.pages:>7}{cells}{scans.seconds / max(scans.pages, 1):>10.1f}"
        )
    for name, scans in found.items():
        lines += [f"misread, {name}: {one}" for one in scans.tally.misread]
        lines += [f"refused, {name}: {number} files, {reason}" for reason, number in scans.tally.whole.items()]
        lines += [f"refused, {name}: {number} cells, {reason}" for reason, number in scans.tally.reasons.items()]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print, spoil, read, compare, and show the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.scans", description=__doc__)
    parser.add_argument("--count", type=int, default=11, help="reports printed by each program")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same reports")
    parser.add_argument("--program", choices=PROGRAMS, help="only what this program prints")
    given = parser.parse_args(arguments)
    programs = [one for one in PROGRAMS if one == (given.program or one) and shutil.which(one)]
    if not programs:
        parser.error(f"none of {given.program or ', '.join(PROGRAMS)} is installed")
    print(table(measure(given.count, given.seed, programs)))


if __name__ == "__main__":
    main()
