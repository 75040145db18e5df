"""What a report calls its body beside the name in its title: its own name without the places, 县财政局, 我局, 本机关."""

from gouji.bodies.lines import split_line, split_party
from gouji.bodies.places import take_apart
from gouji.declared.bodies import BodiesEntry, longest_first
from gouji.document.folding import plain, simplified


def short_names(name: str, bodies: BodiesEntry) -> tuple[str, ...]:
    """The names under which the body called `name` speaks of itself, the longest first, without those of other bodies.

    Of 淮安市洪泽区财政局: 洪泽区财政局, 区财政局, 财政局, 我局, 本局, 全局, 本机关 and the like; of 青溪镇人民政府: 青溪镇, 镇人民政府, 镇政府, 我镇.
    A government's bare 人民政府 is nobody's name.
    """
    words = bodies.short_names
    whole = simplified(plain(name))
    parts = take_apart(split_line(split_party(whole, bodies)[1], bodies)[1], bodies)
    found = {whole, *words.generic}
    own, last = parts.own, parts.last
    if last is not None:
        ending = next(
            (end for end in (*bodies.township_suffixes, *bodies.place_suffixes) if last.name.endswith(end)), ""
        )
        found |= {last.name + own, ending + own if own else last.name}
        if own in bodies.ends.government or not own:
            governments = (*bodies.ends.government, "") if own else ("",)
            found |= {place + word for place in (last.name, ending) for word in governments if word or place != ending}
            own = last.name
        elif own in bodies.words_between:
            found.add(last.name)
            own = last.name
        elif not own.startswith(tuple(bodies.party_organs)):
            found.add(own)
    end = next((end for end in longest_first(words.nouns) if own.endswith(end)), None)
    nouns = words.nouns[end] if end else []
    # 我区 is the zone's word where the place is one, and never that of a bureau in a 区.
    of_places = (*bodies.place_suffixes, *bodies.township_suffixes)
    nouns = [noun for noun in nouns if noun not in of_places or (last is not None and last.name.endswith(noun))]
    found |= {pronoun + noun for pronoun in words.pronouns for noun in nouns}
    # 办 of 招宝山街道办 is nobody's name.
    return tuple(sorted((word for word in found if len(word) > 1), key=lambda word: (-len(word), word)))
