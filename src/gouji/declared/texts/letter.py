"""The words of letters, from `expectations/texts/letter.yml`."""

from gouji.declared.strict_yaml import Entry


class LetterEntry(Entry):
    subject: str
    greeting: str
    body: str
    incomplete: str
    signature: str
    all_offices: str
