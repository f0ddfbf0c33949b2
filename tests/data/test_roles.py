"""Columns of well-known files find their roles with nothing said by hand."""

from __future__ import annotations

import pytest

from recengine.data.reading import read_table
from recengine.data.reading.names import VOCABULARY, fold, is_generic
from recengine.data.tables import ROLES

KNOWN_FILES = {
    "MovieLens ratings": (
        "userId,movieId,rating,timestamp\n1,31,2.5,1260759144\n",
        {"user_id": "userId", "item_id": "movieId", "value": "rating", "timestamp": "timestamp"},
    ),
    "MovieLens ratings.dat": (
        "1::1193::5::978300760\n1::661::3::978302109\n2::914::3::978301968\n",
        {
            "user_id": "column 1",
            "item_id": "column 2",
            "value": "column 3",
            "timestamp": "column 4",
        },
    ),
    "MovieLens u.data": (
        "196\t242\t3\t881250949\n186\t302\t3\t891717742\n22\t377\t1\t878887116\n",
        {
            "user_id": "column 1",
            "item_id": "column 2",
            "value": "column 3",
            "timestamp": "column 4",
        },
    ),
    "Amazon 2023": (
        "user_id,parent_asin,rating,timestamp\nAGKH,B07RK4HS5N,5.0,1593352422858\n",
        {
            "user_id": "user_id",
            "item_id": "parent_asin",
            "value": "rating",
            "timestamp": "timestamp",
        },
    ),
    "Amazon reviews": (
        (
            "rating,title,text,asin,parent_asin,user_id,timestamp,helpful_vote\n"
            "5.0,Great,I like it,B001,B002,AGKH,1593352422858,0\n"
        ),
        {
            "user_id": "user_id",
            "item_id": "parent_asin",
            "value": "rating",
            "timestamp": "timestamp",
        },
    ),
    "Amazon 2014": (
        "reviewerID,asin,overall,unixReviewTime\nA1,B001,5.0,1341100800\n",
        {
            "user_id": "reviewerID",
            "item_id": "asin",
            "value": "overall",
            "timestamp": "unixReviewTime",
        },
    ),
    "Amazon without header": (
        "A2CX7LUOHB2NDG,0972683275,5.0,1341100800\nA2NWSAGRHCP8N5,0439886341,1.0,1367193600\n",
        {
            "user_id": "column 1",
            "item_id": "column 2",
            "value": "column 3",
            "timestamp": "column 4",
        },
    ),
    "Amazon without header, item first": (
        "0972683275,A2CX7LUOHB2NDG,5.0,1341100800\n0439886341,A2NWSAGRHCP8N5,1.0,1367193600\n",
        {
            "user_id": "column 2",
            "item_id": "column 1",
            "value": "column 3",
            "timestamp": "column 4",
        },
    ),
    "Retailrocket": (
        (
            "timestamp,visitorid,event,itemid,transactionid\n"
            "1433221332117,257597,view,355908,\n1433224214164,992329,addtocart,248676,\n"
        ),
        {"user_id": "visitorid", "item_id": "itemid", "event": "event", "timestamp": "timestamp"},
    ),
    "Last.fm": (
        "userID\tartistID\tweight\n2\t51\t13883\n2\t52\t11690\n",
        {"user_id": "userID", "item_id": "artistID", "value": "weight"},
    ),
    "Last.fm plays": (
        "user_id,artist_id,artist,plays\n1,7,Muse,12\n2,8,Björk,3\n",
        {"user_id": "user_id", "item_id": "artist_id", "value": "plays"},
    ),
    "Last.fm names only": (
        "user,artist,playcount\nann,Muse,12\n",
        {"user_id": "user", "item_id": "artist", "value": "playcount"},
    ),
    "Yelp": (
        "review_id,user_id,business_id,stars,useful,date\nx,u1,b1,5.0,0,2014-02-05 20:30:30\n",
        {"user_id": "user_id", "item_id": "business_id", "value": "stars", "timestamp": "date"},
    ),
    "Goodreads": (
        "user_id,book_id,is_read,rating,date_added\n1,2,1,3,Thu Mar 22 12:34:56 -0800 2012\n",
        {"user_id": "user_id", "item_id": "book_id", "value": "rating", "timestamp": "date_added"},
    ),
    "orders": (
        "customer,product,quantity,date\na,b,3,2024-01-05\n",
        {"user_id": "customer", "item_id": "product", "value": "quantity", "timestamp": "date"},
    ),
    "online shop": (
        (
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
            "536365,85123A,HOLDER,6,12/1/2010 8:26,2.55,17850,UK\n"
        ),
        {
            "user_id": "CustomerID",
            "item_id": "StockCode",
            "value": "Quantity",
            "timestamp": "InvoiceDate",
        },
    ),
    "events with ratings": (
        "user_id,item_id,action,rating,time\n1,2,view,,2024-01-05\n1,2,review,4,2024-01-06\n",
        {
            "user_id": "user_id",
            "item_id": "item_id",
            "event": "action",
            "value": "rating",
            "timestamp": "time",
        },
    ),
    "an id beside a name": (
        "customer_name,customer_id,product_name,product_id\nAnn,7,Shoe,9\n",
        {"user_id": "customer_id", "item_id": "product_id"},
    ),
    "an id in other words": (
        "external_customer_ref,id_of_movie\nx,7\n",
        {"user_id": "external_customer_ref", "item_id": "id_of_movie"},
    ),
    "German": (
        "Kundennummer;Artikelnummer;Bewertung;Bestelldatum\n007;0815;4,5;03.04.2024\n",
        {
            "user_id": "Kundennummer",
            "item_id": "Artikelnummer",
            "value": "Bewertung",
            "timestamp": "Bestelldatum",
        },
    ),
    "French": (
        "id_utilisateur;id_produit;note;date_achat\n1;2;3,5;2024-01-05\n",
        {
            "user_id": "id_utilisateur",
            "item_id": "id_produit",
            "value": "note",
            "timestamp": "date_achat",
        },
    ),
    "Spanish": (
        "usuario;película;calificación;fecha\n1;2;4;25/01/2024\n",
        {
            "user_id": "usuario",
            "item_id": "película",
            "value": "calificación",
            "timestamp": "fecha",
        },
    ),
}


@pytest.mark.parametrize("name", KNOWN_FILES)
def test_interactions(name: str) -> None:
    raw, expected = KNOWN_FILES[name]
    table = read_table(raw.encode(), name="a.csv")
    assert {role: guess.column for role, guess in table.mapping.items()} == expected
    assert table.refused == 0
    assert all(0 < guess.confidence <= 1 and guess.why for guess in table.mapping.values())


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            "movieId,title,genres\n1,Toy Story (1995),Adventure\n",
            {"item_id": "movieId", "title": "title"},
        ),
        (
            "1::Toy Story (1995)::Adventure\n2::Jumanji (1995)::Fantasy\n",
            {"item_id": "column 1", "title": "column 2"},
        ),
        (
            "id,name,runtime,release_date\n1,Shoe,90,2020-01-01\n",
            {"item_id": "id", "title": "name", "length": "runtime"},
        ),
        (
            "item_id,title,added,year,minutes\n1,X,2024-01-01,1999,90\n",
            {"item_id": "item_id", "title": "title", "added": "added", "length": "minutes"},
        ),
        (
            'show_id,title,date_added,release_year\ns1,X,"September 25, 2021",2020\n',
            {"item_id": "show_id", "title": "title", "added": "date_added"},
        ),
        (
            "Artikelnummer;Bezeichnung;Laufzeit\n1;Film;90\n",
            {"item_id": "Artikelnummer", "title": "Bezeichnung", "length": "Laufzeit"},
        ),
    ],
)
def test_items(raw: str, expected: dict[str, str]) -> None:
    table = read_table(raw.encode(), kind="items", name="items.csv")
    assert {role: guess.column for role, guess in table.mapping.items()} == expected


def test_content_overrules_a_name() -> None:
    table = read_table(b"user_id,item_id,rating,stars\n1,2,good,4\n1,3,bad,5\n")
    assert table.mapping["value"].column == "stars"
    table = read_table(b"user_id,item_id,rating\n1,2,good\n1,3,bad\n", name="a.csv")
    assert "value" not in table.mapping
    assert [problem.code for problem in table.problems] == ["not_a_value"]


def test_a_position_is_no_value_and_a_country_no_item() -> None:
    table = read_table(b"user_id,item_id,position\n1,2,3\n")
    assert set(table.mapping) == {"user_id", "item_id"}


def test_every_role_has_words_and_they_are_folded() -> None:
    for kind, roles in ROLES.items():
        assert set(VOCABULARY[kind]) == set(roles)
        for words in VOCABULARY[kind].values():
            for word in (*words.sure, *words.usual, *words.weak):
                assert fold(word) == word
                assert not is_generic(word)
