"""Dictionary forms beyond simplemma: irregular pasts, regular endings, one spelling for two.

simplemma (Barbaresi 2023) reads words without their sentence and keeps many pasts as they stand
("broke", "fell", "backing"). A cue must not be lost for that, so the lexicon asks here for further
candidates and keeps those that are words of its entries.
"""

from __future__ import annotations

import functools
import re
import unicodedata

__all__ = ["base_forms", "ending", "fold", "lemma"]

#: Verb, past and participle, where simplemma gets one of them wrong or leaves it open.
_PASTS = """
arise arose arisen; awake awoke; bear bore borne; beat beaten; become became; begin began begun;
bend bent; bet bet; bid bade bidden; bind bound; bite bit bitten; bleed bled; blow blew blown; break
broke broken; breed bred; bring brought; build built; burn burnt; buy bought; cast cast; catch
caught; choose chose chosen; cling clung; come came; creep crept; cut cut; deal dealt; dig dug; draw
drew drawn; drink drank drunk; drive drove driven; fall fell fallen; feed fed; feel felt; fight
fought; find found; flee fled; fling flung; fly flew flown; forbid forbade forbidden; forbear
forbore forborne; forget forgot forgotten; forgive forgave forgiven; forgo forwent forgone; forsake
forsook forsaken; forswear forswore forsworn; foresee foresaw foreseen; freeze froze frozen; get got
gotten; give gave given; go went gone; grind ground; grow grew grown; hang hung; hear heard; hide
hid hidden; hit hit; hold held; keep kept; kneel knelt; know knew known; lay laid; lead led; leap
leapt; learn learnt; leave left; lend lent; let let; light lit; lose lost; make made; mean meant;
meet met; mislead misled; mow mown; overcome overcame; overrun overran; overfly overflew overflown;
overtake overtook overtaken; overthrow overthrew overthrown; outbid outbid; outgrow outgrew
outgrown; outdo outdid; pay paid; prove proven; put put; quit quit; rebuild rebuilt; repay repaid;
ride rode ridden; ring rang rung; rise rose risen; run ran; say said; see saw seen; seek sought;
sell sold; send sent; shake shook shaken; shed shed; shoot shot; show shown; shrink shrank shrunk;
shut shut; sing sang sung; sink sank sunk; sit sat; slay slew slain; sling slung; slide slid; sow
sown; speak spoke spoken; spend spent; spit spat; split split; spring sprang sprung; stand stood;
steal stole stolen; stick stuck; sting stung; stride strode; strike struck stricken; strive strove
striven; swear swore sworn; sweep swept; swing swung; take took taken; teach taught; tear tore torn;
tell told; think thought; throw threw thrown; thrust thrust; tread trod trodden; undercut undercut;
undergo underwent; understand understood; undertake undertook undertaken; underwrite underwrote
underwritten; undo undid undone; unwind unwound; upset upset; uphold upheld; weep wept; win won;
wear wore worn; withdraw withdrew withdrawn; withhold withheld; withstand withstood; wring wrung;
write wrote written; vie vied vying
"""
_IRREGULAR = {form: base for base, *forms in map(str.split, _PASTS.split(";")) for form in forms}

# American -> British spelling, for the words of conduct among them
_SPELLING = re.compile(r"(?<=..i)z(?=(?:e|es|ed|ing|er|ers|ation|ations)$)|(?<=..y)z(?=(?:e|es|ed|ing)$)")
_OUR = re.compile(r"^((?:dis)?(?:hon|fav)|harb|ranc|neighb|endeav|lab|behavi|rum|arm|savi|clam)or")
_ENSE = re.compile(r"^(def|off|pret)ense")


@functools.lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """The dictionary form of a lower-cased word (simplemma, Barbaresi 2023)."""
    import simplemma

    if len(word) < 3 or not word[0].isalpha():
        return word
    return simplemma.lemmatize(word.removesuffix("'s").removesuffix("’s"), lang="en").lower()


def fold(word: str) -> str:
    """A lower-cased word without accents, in British spelling ("harbored" -> "harboured")."""
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word.replace("’", "'"))
        word = "".join(c for c in word if not unicodedata.combining(c))
    word = _SPELLING.sub("s", word)
    word = _OUR.sub(r"\1our", word)
    return _ENSE.sub(r"\1ence", word)


def base_forms(word: str) -> list[str]:
    """Candidates for a folded word's dictionary form, likeliest first; the word itself comes first of all."""
    word = word.removesuffix("'s")
    forms = [word, fold(lemma(word))]
    if word in _IRREGULAR:
        forms.append(_IRREGULAR[word])
    forms += [stem for stem in _stems(word) if word in _inflected(stem)]
    return list(dict.fromkeys(forms))


def ending(word: str) -> str:
    """ "ing", "ed" (irregular pasts and participles too), "s" or "" of a lower-cased word."""
    if word in _IRREGULAR and _IRREGULAR[word] != word:
        return "ed"
    return next((e for e in ("ing", "ed", "s") if word.endswith(e) and not word.endswith("ss")), "")


def _stems(word: str) -> list[str]:
    out = []
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: -len(ending)]
            out += [stem, stem + "e"]
            if stem.endswith("i"):
                out.append(stem[:-1] + "y")
            if len(stem) > 3 and stem[-1] == stem[-2]:
                out.append(stem[:-1])
    return out


def _inflected(verb: str) -> set[str]:
    """Regular forms, so that "rating" is not taken for a form of "rat"."""
    if verb.endswith("e"):
        return {verb + "s", verb + "d", verb[:-1] + "ing"}
    if len(verb) > 1 and verb.endswith("y") and verb[-2] not in "aeiou":
        return {verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    plain = {verb + "es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else verb + "s"}
    doubled = verb + verb[-1]
    doubles = re.search(r"[^aeiou][aeiou][^aeiouwxy]$", verb) is not None
    if doubles:
        plain |= {doubled + "ed", doubled + "ing"}
    one_syllable = len(re.findall(r"[aeiouy]+", verb)) == 1
    if not (doubles and one_syllable):
        plain |= {verb + "ed", verb + "ing"}
    return plain
