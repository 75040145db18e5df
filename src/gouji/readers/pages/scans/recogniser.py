"""Lines of text as pictures -> characters, each with its confidence, by the model that comes inside the wheel of rapidocr."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2 as _cv2
import numpy as np
import rapidocr as _rapidocr
from rapidocr.ch_ppocr_rec import TextRecInput as _TextRecInput

from gouji.document import UnreadableError

cv2: Any = _cv2
rapidocr: Any = _rapidocr
make_input: Any = _TextRecInput

_MODEL = Path(str(_rapidocr.__file__)).parent / "models" / "PP-OCRv6_rec_small.onnx"
# The library pads every picture to 320 pixels; most figures need a tenth of that.
_SHAPE = [3, 48, 96]
_BATCH = 8


@dataclass(frozen=True, slots=True)
class Recognised:
    """The characters of a line and how sure the model is of each, 0 to 1."""

    text: str
    confidences: tuple[float, ...]

    @property
    def confidence(self) -> float:
        """That of the least certain character; 0 where nothing was recognised."""
        return min(self.confidences, default=0.0)


@functools.cache
def _model() -> Any:
    if not _MODEL.is_file():
        # Without a path the library would fetch the model from the network.
        raise UnreadableError("ocr_missing")
    words = {"Global.log_level": "critical", "Rec.model_path": str(_MODEL), "Rec.rec_img_shape": _SHAPE}
    # Two threads take twice the time of one between them, for pictures as small as these.
    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    engine = rapidocr.RapidOCR(params={**words, **threads, "Rec.rec_batch_num": _BATCH})
    # Recognition alone, many pictures at a time; the public call takes one and looks for text in it first.
    return engine._load_rec_model()


def recognise(pictures: Sequence[Any]) -> list[Recognised]:
    """The text of grey pictures of one line each."""
    if not pictures:
        return []
    coloured = [cv2.cvtColor(np.ascontiguousarray(one), cv2.COLOR_GRAY2BGR) for one in pictures]
    out = _model()(make_input(img=coloured, return_word_box=True))
    found: list[Recognised] = []
    for text, words in zip(out.txts, out.word_results, strict=True):
        sure = tuple(float(one) for one in words.confs) if text else ()
        found.append(Recognised(text, sure if len(sure) == len(text) else (0.0,)))
    return found
