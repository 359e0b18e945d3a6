"""The names that matched no actor."""

from equipoise.actors import ActorTable, Matcher
from equipoise.actors.unknown import unknown_names
from equipoise.types import Article


def test_counts_names_that_no_row_knows():
    matcher = Matcher(ActorTable.load())
    articles = [
        Article(
            "a", "Moscow met Zorblatt Group. The Zorblatt Group paid. But Freedonia refused, said Freedonia."
        ),
        Article("b", "Officials of Freedonia left Beijing on Monday in March. Yesterday they slept."),
    ]
    rows = unknown_names(matcher, iter(articles))
    assert [(name, count, spread) for name, count, spread, _ in rows][:2] == [
        ("Freedonia", 3, 2), ("Zorblatt Group", 2, 1),
    ]  # fmt: skip
    names = {row[0] for row in rows}
    assert not names & {"Moscow", "Beijing", "Monday", "March", "The", "But", "Officials", "Yesterday"}
    assert all(name.split()[0] in example for name, _, _, example in rows)


def test_a_capital_that_only_opens_sentences_is_no_name():
    rows = unknown_names(
        Matcher(ActorTable.load()), [Article("a", "Weather mattered. Weather again. Weather.")]
    )
    assert rows == []
