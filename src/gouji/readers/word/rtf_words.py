"""The control words of RTF by what a reader does with them."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Groups of which nothing is shown in place.
SILENT = _words("""
    info header headerl headerr headerf footer footerl footerr footerf ftnsep ftnsepc ftncn aftnsep aftnsepc
    aftncn annotation atnid atnauthor atndate atnref atntime atnicn filetbl revtbl listtable listoverridetable rsidtbl
    private xe tc tcn template comment nonesttables shprslt nonshppict objdata objclass objname sp sn sv rxe txe pntxta
    pntxtb fldtype datafield formfield themedata colorschememapping datastore latentstyles xmlnstbl background docvar
    bkmkstart bkmkend generator factoidname pgdsctbl userprops
    """)
# Groups that show something that is no text: pictures, equations, the number of a list's paragraph.
NUMBERS = _words("listtext pntext pn")
SHOWN = frozenset((*NUMBERS, *_words("pict object shppict do mmath moMath moMathPara upr")))
# Notes, to which a raised number leads.
NOTES = _words("footnote")
# Groups that only programs know that know the word behind the star, and that this reader goes into.
STARRED = _words("shpinst nesttableprops fldinst shppict pn do mmath moMath moMathPara")
CHOICES = (b"FORMDROPDOWN", b"FORMCHECKBOX")

CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "softline": "\n",
    "column": "\n",
    "page": "\n",
    "emdash": "\u2014",
    "endash": "\u2013",
    "bullet": "\u2022",
    "lquote": "\u2018",
    "rquote": "\u2019",
    "ldblquote": "\u201c",
    "rdblquote": "\u201d",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
}
# A non-breaking space and hyphen, a hyphen that only shows at the end of a line.
SYMBOLS = {"~": "\u00a0", "_": "\u2011", "-": ""}
# What is computed when it is shown; the number of a note is raised.
COMPUTED = _words("chdate chdpl chdpa chtime chpgn sectnum")
NOTE_NUMBERS = _words("chftn chatn")
# Words that change how what follows is shown, or where it stands.
LOOKS = _words("v strike striked super sub up dn nosupersub cf fs cb chcbpat highlight charscalex twoinone")
ENDS = _words("par sect cell nestcell row nestrow")
ROWS = _words("trowd trleft clmgf clmrg clvmgf clvmrg cellx clins cldel clmrgd clmrgdr clsplit clsplitr")
_OTHERS = _words("""
    rtf ansi mac pc pca ansicpg deff fonttbl colortbl red green blue stylesheet f fcharset cpg s cs ds ts sbasedon ls plain pard intbl itap deleted mvf
    u uc field fldinst fldrslt shp shpinst shptxt nesttableprops
    """)
KNOWN = frozenset(
    word.encode()
    for word in (
        *SILENT, *SHOWN, *NOTES, *CHARACTERS, *COMPUTED, *NOTE_NUMBERS, *LOOKS, *ENDS, *ROWS, *_OTHERS
    )
)  # fmt: skip
