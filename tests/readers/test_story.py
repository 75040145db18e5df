"""One story of five readers: what becomes a passage, how things are numbered, where something stands that is no text."""

from gouji.document import Doubt, Grid, Passage
from gouji.readers import read
from gouji.readers.marks import END, MARK
from gouji.readers.story import Counts, Story, with_boxes
from tests.made import rich_text as rich
from tests.made.old_documents import doc


def texts(story: Story) -> list[str]:
    return [block.text for block in story.blocks if isinstance(block, Passage)]


def test_lines_are_passages_and_blank_ones_are_none() -> None:
    story = Story()
    story.paragraph([" 甲\t", "", " \t", "\u00a0"])
    assert texts(story) == ["甲", "\u00a0"]
    assert [block.locator for block in story.blocks] == ["paragraph 1", "paragraph 2"]
    assert not story.unread
    assert not story.drawn


def test_a_number_is_drawn_in_front_of_text_only() -> None:
    story = Story()
    story.paragraph(["\u00a0"], is_numbered=True)
    story.paragraph(["甲"], is_numbered=True)
    story.paragraph(["乙"])
    assert story.drawn == {1}


def test_a_paragraph_without_text_is_asked_what_it_shows() -> None:
    story = Story()
    story.paragraph(["甲"], is_pictured=lambda: True)
    story.paragraph([""], is_pictured=lambda: False)
    assert not story.unread
    # A mark is no text: what it stands for is shown in its stead.
    story.paragraph([MARK["picture"]], is_pictured=lambda: True)
    story.paragraph([MARK["raised"] + END], is_numbered=True)
    assert story.unread == {1}
    assert not story.drawn


def test_what_was_told_apart_keeps_its_ranks_and_its_numbers() -> None:
    counts = Counts()
    story, box = Story(counts), Story(counts)
    story.paragraph(["甲"])
    box.paragraph([""], is_pictured=lambda: True)
    box.paragraph(["乙"], is_numbered=True)
    box.table(Grid((), box.next_table(), spans_known=True))
    story.take_in(box)
    document = story.document("rtf")
    assert [block.locator for block in document.blocks] == ["paragraph 1", "paragraph 2", "table 1"]
    assert (document.unread, document.drawn) == ({1}, {1})
    assert story.next_table() == "table 2"


def test_numbers_may_be_drawn_in_front_of_every_block() -> None:
    story = Story()
    story.paragraph(["甲"])
    story.paragraph(["乙"])
    assert story.document("html", is_drawn=True).drawn == {0, 1}


def test_something_may_stand_behind_text_that_has_not_ended() -> None:
    story = Story()
    story.paragraph(["甲"])
    story.note_unread()
    story.note_unread(is_behind_text=True)
    assert story.unread == {1, 2}


def test_boxes_in_a_cell_are_doubted() -> None:
    assert list(with_boxes(["甲"], ["盒"], lambda box: [box * 2])) == ["甲", MARK["text_box"], "盒盒"]


def test_a_number_in_a_text_box_of_rtf_is_drawn_in_front_of_its_passage() -> None:
    numbered = rf"{{\listtext 1.}}{rich.unicode('总体情况')}\par "
    content = rich.rtf(rf"甲\par {{\shp{{\*\shpinst{{\shptxt {numbered}}}}}}}\par ".replace("甲", rich.unicode("甲")))
    document = read(content)
    assert [passage.text for passage in document.passages][::2] == ["甲", "总体情况"]
    assert document.drawn == {2}


def test_a_picture_alone_in_a_paragraph_of_doc_is_not_read() -> None:
    document = read(doc([("甲\r", b""), ("\x01\r", b""), ("乙\r", b"")]))
    assert [passage.text for passage in document.passages] == ["甲", "", "乙"]
    assert document.passages[1].doubts == (Doubt("picture", 0, 0),)
    assert document.unread == {1}
