"""Cells: ids, ratings, times, degenerate data and metadata."""

from __future__ import annotations

from tests.data.corpus.case import Case, ids, lines, ratings, times

_IDS = (
    Case("leading zeros", ids("0001", "0010", "1"), "AR", rows=3, users=("0001", "0010", "1")),
    Case("twenty digits", ids("12345678901234567890", "9007199254740993"), "A", rows=2,
         users=("12345678901234567890", "9007199254740993")),
    Case("above 2^53 with a missing one", ids("9007199254740993", "", "9007199254740995"), "P",
         rows=2, users=("9007199254740993", "9007199254740995"), code="missing_user_id"),
    Case("1e5 beside 100000", ids("1e5", "100000"), "AR", rows=2, users=("1e5", "100000")),
    Case("words as ids", ids("true", "null", "nan", "NA", "None"), "AR", rows=5,
         users=("true", "null", "nan", "NA", "None")),
    Case("damaged by a spreadsheet", ids("1.2E+15", "1.3E+15", "u1"), "R", rows=3,
         code="damaged_user_id"),
    Case("suffix .0", ids("17.0", "18.0", "19.0"), "Q", rows=3,
         users=("17.0",), code="decimal_user_id"),
    Case("trailing spaces", ids("u1 ", "u1", "u2  "), "R", rows=3, users=("u1", "u2")),
    Case("case differs", ids("Anna", "anna", "ANNA"), "R", rows=3, users=("Anna", "anna", "ANNA"),
         code="case_user_id"),
    Case("missing id", ids("u1", "", "u2"), "P", rows=2, code="missing_user_id"),
    Case("e-mail ids", ids("a@example.com", "b@example.org", "a@example.com"), "R", rows=3),
    Case("uuid", ids("123e4567-e89b-12d3-a456-426614174000"), "A", rows=1),
    Case("emoji and right-to-left", ids("🦊", "שלום", "مرحبا"), "A", rows=3,
         users=("🦊", "שלום", "مرحبا")),
    Case("nfc and nfd", ids("Zo\u00eb", "Zoe\u0308"), "Q", rows=2,
         users=("Zo\u00eb", "Zoe\u0308"), code="alike_user_id"),
    Case("zero-width and no-break", ids("u1", "u\u200b1", "u\u00a01"), "Q", rows=3,
         code="alike_user_id"),
    Case("256 kB id", ids("u1", "x" * 262_144, "u2"), "P", rows=2),
    Case("users and items with equal ids", b"user_id,item_id\n1,1\n2,2\n1,2\n", "A", rows=3),
)  # fmt: skip
_RATINGS = (
    Case("infinity", ratings("inf", "-Infinity"), "P", rows=20),
    Case("nan", ratings("nan", "NaN"), "PR"),
    Case("1e308", ratings("1e308"), "PR"),
    Case("1e400", ratings("1e400"), "P", rows=20),
    Case("negative", ratings("-1", "-2"), "Q", rows=22, code="negative_rating"),
    Case("all zero", b"user_id,item_id,rating\n" + b"".join(b"u%d,i%d,0\n" % (n, n % 4)
         for n in range(12)), "Q", rows=12, code="zero_rating"),
    Case("4 stars", b"user_id,item_id,rating\n" + b"".join(b"u%d,i%d,%d stars\n"
         % (n, n % 4, 1 + n % 5) for n in range(12)), "Q", rows=12, code="value_in_words"),
    Case("all the same", b"user_id,item_id,rating\n" + b"".join(b"u%d,i%d,5\n" % (n, n % 4)
         for n in range(12)), "A", rows=12),
    Case("first text at line 30002", ratings(*["3"] * 30_000, "good"), "PR"),
    Case("mixed types", ratings("good", "bad", "5"), "PR"),
    Case("thousands", ratings("1,234.5", "2,000", delimiter=";"), "R", rows=22),
    Case("currency", ratings("$3", "€4", "5 €"), "R", rows=23),
    Case("none", b"user_id,item_id\n" + b"".join(b"u%d,i%d\n" % (n, n % 4) for n in range(12)), "A",
         rows=12),
    Case("true and false", b"user_id,item_id,rating\n" + b"".join(
         b"u%d,i%d,%s\n" % (n, n % 4, b"true" if n % 2 else b"false") for n in range(12)), "AR",
         rows=12),
)  # fmt: skip
_STAMP = 1_600_000_000
_TIMES = (
    *(
        Case(f"times in {unit}", (b"user_id,item_id,timestamp\n" + b"".join(
             b"u%d,i%d,%d\n" % (n, n % 4, (_STAMP + 60 * n) * factor) for n in range(20))), "AR",
             rows=20)
        for unit, factor in (("s", 1), ("ms", 10**3), ("us", 10**6), ("ns", 10**9))
    ),
    Case("iso with z", times("2024-03-04T10:00:00Z"), "A", rows=21),
    Case("mixed zones", times("2024-03-04T10:00:00+02:00", "2024-03-04T10:00:00-0500"), "AR",
         rows=22),
    Case("day and month ambiguous", times(*(f"0{1 + n % 9}/0{1 + n % 7}/2024" for n in range(20)),
         calm=0), "Q", rows=20, code="dates"),
    Case("day and month clear", times(*(f"{13 + n % 9}/0{1 + n % 7}/2024" for n in range(20)),
         calm=0), "AR", rows=20),
    Case("1970 and 2262", times("1970-01-01", "2262-04-11"), "PRA"),
    Case("mixed units", b"user_id,item_id,timestamp\n" + b"".join(b"u%d,i%d,%d\n"
         % (n, n % 4, _STAMP * (1000 if n % 2 else 1)) for n in range(20)), "R", rows=20),
    Case("spreadsheet serial", b"user_id,item_id,date\n" + b"".join(b"u%d,i%d,%d.25\n"
         % (n, n % 4, 45_000 + n) for n in range(20)), "Q", rows=20, code="serial_dates"),
    Case("zero and negative", times("0", "-1"), "PRA"),
    Case("30 February", times("2024-02-30T08:00:00"), "R", rows=21, code="bad_time"),
    Case("all equal", times(*["2024-02-03"] * 20, calm=0), "A", rows=20),
    Case("leap second", times("2016-12-31T23:59:60Z"), "AR", rows=21),
    Case("twelve-hour clock", times(*(f"3/{13 + n % 9}/2024 {1 + n % 12}:15 PM" for n in range(20)),
         calm=0), "AR", rows=20),
)  # fmt: skip
_DEGENERATE = (
    Case("one user", b"user_id,item_id\n" + b"".join(b"u1,i%d\n" % n for n in range(12)), "A",
         rows=12),
    Case("one item", b"user_id,item_id\n" + b"".join(b"u%d,i1\n" % n for n in range(12)), "A",
         rows=12),
    Case("each user one event", b"user_id,item_id\n" + b"".join(b"u%d,i%d\n" % (n, n)
         for n in range(12)), "A", rows=12),
    Case("everyone saw everything", b"user_id,item_id\n" + b"".join(b"u%d,i%d\n" % (n, m)
         for n in range(5) for m in range(5)), "A", rows=25),
    Case("all negative", b"user_id,item_id,event\n" + b"".join(b"u%d,i%d,dislike\n" % (n, n % 4)
         for n in range(12)), "A", rows=12),
    Case("all duplicates", b"user_id,item_id\n" + b"u1,i1\n" * 12, "R", code="duplicate_rows"),
    Case("clashing ratings", b"user_id,item_id,rating\nu1,i1,1\nu1,i1,5\nu2,i1,3\n", "A", rows=3),
    Case("one giant user", (lines() + "".join(f"giant,i{n % 7},4,{_STAMP + 7200 * n}\n"
         for n in range(500))).encode(), "A", rows=520),
    Case("unknown events", b"user_id,item_id,event\n" + b"".join(b"u%d,i%d,%s\n"
         % (n, n % 4, b"teleport" if n % 2 else b"view") for n in range(12)), "Q", rows=12,
         code="event:teleport"),
)  # fmt: skip
_FILMS = b"".join(b"i%d,Film %d,Drama\n" % (n, n) for n in range(12))
_METADATA = (
    Case("duplicate item ids", b"item_id,title,genre\n" + _FILMS + b"i1,Again,Comedy\n", "R",
         rows=12, kind="items"),
    Case("list columns", b"item_id,title,genres\n" + b"".join(b"i%d,Film %d,\"['Drama', 'Crime']\"\n"
         % (n, n) for n in range(12)), "AR", rows=12, kind="items"),
    Case("embeddings with gaps", b"item_id,title,emb\n" + b"".join(b"i%d,Film %d,%s\n" % (n, n,
         b'"[0.1, 0.2, 0.3, 0.4]"' if n % 3 else b"") for n in range(12)), "AR", rows=12,
         kind="items"),
    Case("sensitive columns", b"user_id,email,religion\n" + b"".join(
         b"u%d,p%d@example.com,Islam\n" % (n, n) for n in range(12)), "AR", rows=12, kind="users"),
)  # fmt: skip

CASES = (*_IDS, *_RATINGS, *_TIMES, *_DEGENERATE, *_METADATA)
