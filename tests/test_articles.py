import datetime
import io
import os
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.articles import MAX_BYTES, article_from_text, parse_date, read_article
from equipoise.errors import InputError

PAGE = """<!DOCTYPE html>
<html><head><title>Two neighbours | The Daily</title>
<meta property="article:published_time" content="2021-06-03T10:00:00Z">
<style>p{color:red}</style><script>alert("Moscow")</script></head>
<body><nav><ul><li>Home<li>World</ul></nav>
<article><h1>Two neighbours</h1><p>Moscow thanked <b>Delhi</b> &amp; Dhaka.</p>
<div>Islamabad<br>objected.</div><script>var x = "<p>no</p>";</script></article>
<footer>Imprint</footer></body></html>
"""


def put(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"\xef\xbb\xbf \r\n\t\n", "empty"),
        ("a.txt", b"... --- !!!\n", "empty"),
        ("a.html", b"<html><body><script>let x = 'Moscow';</script></body></html>", "empty"),
        ("a.md", b"![a picture](x.png)\n", "empty"),
        ("a.txt", b"%PDF-1.7 Moscow", "binary"),
        ("a.txt", b"PK\x03\x04 Moscow", "binary"),
        ("a.txt", bytes(range(256)) * 20, "binary"),
        ("a.txt", "Moscow thanked Delhi".encode("utf-16-le"), "binary"),
        ("a.txt", "Россия и Индия подписали договор".encode("cp1251"), "encoding"),
        ("a.txt", "ロシアはインドに感謝した".encode("shift-jis"), "encoding"),
        ("a.txt", "Moscow thanked Delhi.".encode("utf-16")[:-1], "encoding"),
        ("a.txt", b"\xef\xbb\xbfMoscow \xff\xff", "encoding"),
        ("a.txt", b"x" * (MAX_BYTES + 1), "oversized"),
        ("a.json", b'{"text": 5}', "unreadable"),
        ("a.json", b"[" * 100_000, "unreadable"),
    ],
)
def test_what_is_no_article_is_refused_with_a_reason(tmp_path, name, data, reason):
    path = put(tmp_path, name, data)
    with pytest.raises(InputError) as caught:
        read_article(path)
    assert caught.value.reason == reason
    assert str(path) in str(caught.value)
    assert len(str(caught.value)) < 500  # the value that is named is never the whole file


def test_a_path_that_leads_nowhere_to_a_folder_or_to_a_bad_name(tmp_path):
    for path, reason in ((tmp_path / "no.txt", "missing"), (tmp_path, "directory"), ("a\0b", "unreadable")):
        with pytest.raises(InputError) as caught:
            read_article(path)
        assert caught.value.reason == reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission(tmp_path):
    path = put(tmp_path, "a.txt", "Moscow thanked Delhi.")
    path.chmod(0)
    with pytest.raises(InputError) as caught:
        read_article(path)
    assert caught.value.reason == "unreadable"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(tmp_path, codec):
    text = "The “café” of Côte d’Ivoire – Moscow said so."
    assert read_article(put(tmp_path, "a.txt", text.encode(codec))).text == text


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Moscow thanked Delhi.")))
    article = read_article("-")
    assert (article.id, article.source, article.text) == ("stdin", "-", "Moscow thanked Delhi.")


@pytest.mark.parametrize("name", ["a.html", "a.txt"])
def test_html_is_known_by_its_content(tmp_path, name):
    article = read_article(put(tmp_path, name, PAGE))
    assert article.title == "Two neighbours"
    assert article.date == datetime.date(2021, 6, 3)
    assert article.text == "Moscow thanked Delhi & Dhaka.\n\nIslamabad\nobjected."


def test_prose_that_mentions_tags_stays_as_it_is(tmp_path):
    text = "The <script> tag was turned against Moscow. Delhi <b>denied</b> it, and 3 < 5 & 7 > 2."
    assert read_article(put(tmp_path, "a.txt", text)).text == text


def test_an_unclosed_element_does_not_swallow_the_page():
    page = "<html><body><nav><p>Menu</body><p>Moscow thanked Delhi.</p></html>"
    assert "Moscow thanked Delhi." in article_from_text(page).text


def test_markdown(tmp_path):
    source = (
        "---\ntitle: Two neighbours\ndate: 2020-01-02\n---\n# Two neighbours\n\n"
        "Moscow *thanked* [Delhi](http://x.example) `twice`.\n\n- one\n- two\n\n<script>alert(1)</script>\n"
    )
    article = read_article(put(tmp_path, "a.md", source))
    assert (article.title, article.date) == ("Two neighbours", datetime.date(2020, 1, 2))
    assert article.text == "Moscow thanked Delhi twice.\n\none\n\ntwo"


def test_title_and_date_lines(tmp_path):
    article = read_article(
        put(tmp_path, "a.txt", "Who gains?\r\n3 June 2021\r\n\r\nMoscow thanked Delhi. It did.")
    )
    assert article.title == ""  # no blank line after the first: it may be the first line of the text
    article = read_article(
        put(tmp_path, "a.txt", "Who gains?\r\n\r\n3 June 2021\r\n\r\nMoscow thanked Delhi.")
    )
    assert (article.title, article.date, article.text) == (
        "Who gains?",
        datetime.date(2021, 6, 3),
        "Moscow thanked Delhi.",
    )


@pytest.mark.parametrize(
    "first",
    ["Moscow thanked Delhi on Monday.", "word " * 30, "1991,", "-----"],
)
def test_what_is_no_title_stays_in_the_text(first):
    article = article_from_text(
        f"{first}\n\nThe rest of the text is rather longer than that first line is. " * 3
    )
    assert article.title == ""
    assert article.text.startswith(first.strip())


def test_date_of_the_file_name_gives_way_to_nothing(tmp_path):
    path = put(tmp_path, "2021-06-03-moscow.txt", "Moscow thanked Delhi.")
    assert read_article(path).date == datetime.date(2021, 6, 3)


def test_json_article(tmp_path):
    path = put(
        tmp_path, "x.json", '{"id": "k", "title": "T", "date": "1999-01-02", "text": "A line\\n\\nMoscow."}'
    )
    article = read_article(path)
    assert (article.id, article.title, article.date) == ("k", "T", datetime.date(1999, 1, 2))
    assert article.text == "A line\n\nMoscow."  # its title is known: no line is taken for one


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021-06-03T10:00:00+02:00", (2021, 6, 3)),
        ("3 June 2021", (2021, 6, 3)),
        ("June 3rd, 2021", (2021, 6, 3)),
        ("3. Juni 2021", None),
        ("03/06/2021", None),
        ("2021-13-01", None),
        ("", None),
    ],
)
def test_parse_date(text, date):
    assert parse_date(text) == (datetime.date(*date) if date else None)


def test_half_characters_are_replaced_one_for_one():
    assert article_from_text("Moscow \ud83d thanked.").text == "Moscow \ufffd thanked."


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_an_article_or_an_input_error(data):
    from equipoise.articles import article_from_bytes

    try:
        article = article_from_bytes(data, id="x", source="x.txt")
    except InputError as error:
        assert error.reason in {"empty", "binary", "encoding"}
    else:
        assert article.text.strip()
        article.text.encode("utf-8")
