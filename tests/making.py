"""Hand-made stances for the tests of dyads, rivalries and strategies."""

from __future__ import annotations

from equipoise.types import Article, Mention, Pair, Stance, Statement

ONE_HOT = {"-": (1.0, 0.0, 0.0), "0": (0.0, 1.0, 0.0), "+": (0.0, 0.0, 1.0)}


class Table:
    """As much of an actor table as the strategies ask for."""

    def __init__(self, members=None):
        self._members = members or {}

    def name(self, code):
        return code

    def members(self, code):
        return self._members.get(code, ())


class Story:
    """An article made of (source, target, sign) statements, one paragraph each unless said otherwise."""

    def __init__(self, date=None):
        self.date = date
        self.text = ""
        self.statements: list[Statement] = []
        self.mentions: list[Mention] = []
        self.stances: list[Stance] = []

    def tell(self, *pairs, text=None, paragraph=None, voice="plain", context=False, words=None):
        """Add a statement that says `pairs`, each "AAA>BBB+" or with probabilities ("AAA>BBB", (h, n, s)).

        `words` are how the text names an actor, by code.
        """
        parsed = []
        for pair in pairs:
            if isinstance(pair, str):
                pair, probabilities = pair[:-1], ONE_HOT[pair[-1]]
            else:
                pair, probabilities = pair
            parsed.append((*pair.split(">"), probabilities))
        codes = list(dict.fromkeys(c for a, b, _ in parsed for c in (a, b)))
        text = text or " and ".join(codes) + " did something."
        base = len(self.text) + (2 if self.text else 0)
        paragraph = (
            (self.statements[-1].paragraph + 1 if self.statements else 0) if paragraph is None else paragraph
        )
        self.text += ("\n\n" if self.text else "") + text
        statement = Statement(len(self.statements), base, base + len(text), text, paragraph)
        self.statements.append(statement)
        place = {}
        for code in codes:
            said = (words or {}).get(code, code)
            at = base + max(0, text.find(said))
            place[code] = Mention(
                code, at, at + len(said), said, "reference" if context else "name", "", context
            )
        self.mentions += place.values()
        for a, b, p in parsed:
            others = tuple(m for c, m in place.items() if c not in (a, b))
            self.stances.append(
                Stance(Pair("story", statement, place[a], place[b], (), others), *p, voice=voice)
            )
        return self

    @property
    def article(self):
        return Article("story", self.text, date=self.date)


def decide(story, rivals=(), listed=(), seed=0, table=None, told=None):
    """The steps from stances to strategies; returns (dyads by codes, rivalries, strategies)."""
    from equipoise import dyads, rivalries, strategies

    summed = dyads.aggregate(story.stances)
    prior = rivalries.RivalryList(listed, rivals)
    found = rivalries.gate(summed, story.stances, prior, date=story.date)
    decided = strategies.decide(
        story.article,
        story.statements,
        story.mentions,
        story.stances,
        summed,
        found,
        table=table or Table(),
        seed=seed,
        told=told,
    )
    return dyads.by_codes(summed), found, decided
