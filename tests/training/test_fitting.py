"""Parts of a fit that need no network."""

import pandas as pd

from equipoise.training.fitting import _with_articles_again


def test_an_epoch_goes_through_the_articles_as_often_as_asked():
    train = pd.DataFrame(
        {
            "id": ["s1", "s1", "a1:0"],
            "origin": ["statements", "statements", "articles"],
            "label": ["neutral"] * 3,
        }
    )
    again = _with_articles_again(train, 3)
    assert list(again["id"]) == ["s1", "s1", "a1:0", "a1:0+1", "a1:0+2"]
    assert list(again.loc[3:, "origin"]) == ["articles", "articles"]
    assert _with_articles_again(train, 1).equals(train)
