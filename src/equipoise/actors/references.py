"""References that the text itself resolves: "it", "he", "both countries", "the kingdom", "its arch-rival"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from equipoise.actors import antecedents, nounphrases, phrases, questions, things
from equipoise.actors.discourse import Discourse
from equipoise.actors.grammar import PERSONAL
from equipoise.actors.officials import officials
from equipoise.actors.phrases import Phrase
from equipoise.actors.table import ActorTable
from equipoise.types import Mention, Statement

__all__ = ["expressions", "pronouns", "resolve_references"]

#: How sure a judge must be of an antecedent that no rule names, set on the dev articles: it knows persons better than
#: it says.
SURE = 0.96
_SURE = dict.fromkeys(PERSONAL, 0.8)
#: Below this a judge overrules the rules, where it knows better than they do (same articles): of "it" and of plurals.
DENIED = 0.2

_PRONOUN = re.compile(
    r"\b(?:(?P<person>he|him|his|she|her|hers)|(?P<thing>it|its)"
    r"|(?P<many>they|them|their|theirs)|(?P<we>we|our|ours|us))\b(?!['’](?:s|ll|d|ve|re)?\w)",
    re.IGNORECASE,
)
#: What only a judge resolves.
_OPEN = re.compile(
    r"\b(?:the other(?: (?:side|country|government|capital|party))?|the one|each other|one another"
    r"|(?:each of |all )?the (?:three|four)|all (?:three|four)|them both|the pair|(?:both|the two) (?:men|visitors)"
    r"|the two|both(?! (?:the|its|his|her|their|these|those)\b)|n?either|each(?! (?:of|year|month|week|day|time)\b)"
    r"|itself|themselves)\b(?= ?[.,;:?!”\"]| [a-z])",
    re.IGNORECASE,
)


def resolve_references(
    text: str,
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
    table: ActorTable,
    judge: questions.Judge | None = None,
) -> list[Mention]:
    """The mentions that the text makes by reference, where one reading stands out.

    Antecedents are sought in the paragraph of the reference and in the one before, by word order (see
    `equipoise.actors.antecedents`); a reference stays unresolved where two fit.

    Parameters
    ----------
    text : str
    statements : sequence of Statement, in order
    mentions : sequence of Mention
        The named ones (`Matcher.find`).
    table : ActorTable
    judge : callable, optional
        Answers the questions (`equipoise.actors.questions`) about expressions that the rules leave open.

    Returns
    -------
    list of Mention
        Only the added ones, `resolved_by_context`, of kind "reference"; several on one span for "both
        countries".
    """
    if not mentions or not statements:
        return []
    discourse = Discourse(text, statements, mentions, table)
    out = officials(discourse)
    taken = sorted((m.start, m.end) for m in (*mentions, *out))
    left: list[tuple[int, int, int]] = []
    doubtful: list[tuple[int, list[Mention]]] = []
    for number in range(len(statements)):
        # "we" last: who speaks may be the "he said" behind the quotation
        found = sorted(
            expressions(discourse, number, judge is not None), key=lambda f: (f[0] == "we", f[1], -f[2])
        )
        for sort, start, end, phrase in found:
            if _overlaps(taken, start, end):
                continue
            if phrase is not None:
                codes = nounphrases.resolve(discourse, number, phrase)
            elif sort == "we":
                codes = nounphrases.speaker(discourse, number, start)
            elif sort == "open":
                codes = ()
            else:
                codes = _PRONOUNS[sort](discourse, number, start, text[start:end].lower())
            # of nouns for one actor ("the ministry") a judge knows no more than the rules
            if not codes and (sort not in ("we", "phrase") or questions.SEVERAL.match(text, start)):
                left.append((number, start, end))
            made = _mentions(text, start, end, codes, table)
            out += made
            if sort != "we":
                for mention in made:
                    discourse.add(number, mention)
                if made and (text[start:end].lower() == "it" or questions.SEVERAL.match(text, start, end)):
                    doubtful.append((number, made))
    if judge is None:
        return out
    known = [*mentions, *out]
    denied = _denied(text, statements, known, doubtful, judge)
    return [m for m in out if m not in denied] + _judged(text, statements, known, left, table, judge)


def expressions(
    discourse: Discourse, number: int, judged: bool = True
) -> list[tuple[str, int, int, Phrase | None]]:
    """(sort, start, end, phrase) of what may stand for an actor in the statement `number`; with what only a judge
    resolves where `judged`."""
    statement = discourse.statements[number]
    listed = phrases.find(discourse, number)
    found: list[tuple[str, int, int, Phrase | None]] = [("phrase", p.start, p.end, p) for p in listed]
    more = [*pronouns(discourse.text, statement)]
    if judged:
        more += [("open", *m.span()) for m in _OPEN.finditer(discourse.text, statement.start, statement.end)]
    return found + [
        (sort, start, end, None)
        for sort, start, end in more
        if not any(p.start < end and start < p.end for p in listed)
    ]


def _judged(
    text: str,
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
    left: Sequence[tuple[int, int, int]],
    table: ActorTable,
    judge: questions.Judge,
) -> list[Mention]:
    """What the judge finds the expressions that are `left` to stand for."""
    asked = [
        (start, end, questions.ask(text, statements, number, start, end, mentions))
        for number, start, end in left
    ]
    fit = iter(judge([q for _, _, some in asked for q in some]))
    out = []
    for start, end, some in asked:
        if some:
            sure = _SURE.get(text[start:end].lower(), SURE)
            out += _mentions(text, start, end, questions.answer(some, [next(fit) for _ in some], sure), table)
    return out


def _denied(
    text: str,
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
    doubtful: Sequence[tuple[int, list[Mention]]],
    judge: questions.Judge,
) -> set[Mention]:
    """Those of the `doubtful` mentions, one list an expression, that the judge rejects."""
    asked: list[tuple[Mention, questions.Question]] = []
    for number, made in doubtful:
        by_code = {mention.code: mention for mention in made}
        some = questions.ask(text, statements, number, made[0].start, made[0].end, mentions)
        asked += [(by_code[q.code], q) for q in some if q.code in by_code]
    fit = judge([question for _, question in asked])
    return {mention for (mention, _), p in zip(asked, fit, strict=True) if p < DENIED}


def _mentions(text: str, start: int, end: int, codes: Sequence[str], table: ActorTable) -> list[Mention]:
    why = "stands for " + " and ".join(table.name(code) for code in codes)
    return [Mention(code, start, end, text[start:end], "reference", why, True) for code in codes]


def pronouns(text: str, statement: Statement) -> Iterator[tuple[str, int, int]]:
    """(sort, start, end) of each pronoun of a statement that can stand for an actor."""
    for found in _PRONOUN.finditer(text, statement.start, statement.end):
        sort = found.lastgroup or ""
        if things.expletive(text, found.start(), found.end()):
            continue
        if found[0] == "US":
            continue
        yield sort, found.start(), found.end()


_PRONOUNS = {"person": antecedents.person, "thing": things.thing, "many": antecedents.several}


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_right(taken, (end - 1, 1 << 60)) - 1
    return at >= 0 and taken[at][1] > start
