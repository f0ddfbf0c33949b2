"""Texts: empty files, encodings, delimiters, line ends, quotes, shapes."""

from __future__ import annotations

import codecs

from tests.data.corpus.case import Case, lines

PLAIN = lines()
HEAD = "user_id,item_id,rating,timestamp"
ROW = "u1,i1,5,1600000000"
ACCENTS = "user_id,item_id,title\n" + "".join(
    f"Zoë{n},Käse {n},“Crème” – brûlée\n" for n in range(20)
)
CYRILLIC = "user_id,item_id,title\n" + "".join(
    f"Иван{n},фильм{n},Летят журавли снова\n" for n in range(30)
)
KANJI = "user_id,item_id,title\n" + "".join(
    f"山田{n},映画{n},千と千尋の神隠し\n" for n in range(30)
)
HANZI = "user_id,item_id,title\n" + "".join(
    f"张伟{n},电影{n},卧虎藏龙大闹天宫\n" for n in range(30)
)

_EMPTY = (
    Case("no bytes", b"", "E"),
    Case("only newlines", b"\n\n\n", "E"),
    Case("only a mark", codecs.BOM_UTF8, "E"),
    Case("header only", f"{HEAD}\n".encode(), "E"),
    Case("header without newline", HEAD.encode(), "E"),
    Case("one row", f"{HEAD}\n{ROW}\n".encode(), "A", rows=1),
    Case("no final newline", PLAIN.rstrip("\n").encode(), "A", rows=20),
    Case("no header", lines(None).encode(), "AR", rows=20),
    Case("blank lines between", PLAIN.replace("\nu1", "\n\n\nu1").encode(), "AR", rows=20),
    Case("only spaces", b"   \n \t \n", "E"),
)
_ENCODINGS = (
    Case("utf-8 with mark", PLAIN.encode("utf-8-sig"), "AR", rows=20, users=("u0",)),
    Case("utf-16 little with mark", codecs.BOM_UTF16_LE + PLAIN.encode("utf-16-le"), "R", rows=20),
    Case("utf-16 big with mark", codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"), "R", rows=20),
    Case("utf-16 little bare", PLAIN.encode("utf-16-le"), "R", rows=20),
    Case("utf-16 big bare", PLAIN.encode("utf-16-be"), "R", rows=20),
    Case("utf-32", PLAIN.encode("utf-32"), "R", rows=20),
    Case("latin-1", ACCENTS.replace("“", '"').replace("”", '"').replace("–", "-")
         .encode("latin-1"), "R", rows=20, users=("Zoë0",)),
    Case("windows-1252 quotes", ACCENTS.encode("cp1252"), "R", rows=20, users=("Zoë0",)),
    Case("windows-1251", CYRILLIC.encode("cp1251"), "QR", rows=30),
    Case("shift-jis", KANJI.encode("shift_jis"), "QRPE"),
    Case("gb18030", HANZI.encode("gb18030"), "QRPE"),
    Case("one bad byte early", PLAIN.encode().replace(b"u2,", b"u\xff2,"), "PR"),
    Case("one bad byte at line 20002", lines(rows=21_000).encode().replace(b"u20000,", b"u\xff,"),
         "P", rows=20_999),
)  # fmt: skip
_DELIMITERS = (
    *(
        Case(f"delimiter {name}", lines(delimiter=sign).encode(), "AR", rows=20, users=("u0", "u19"))
        for name, sign in (
            ("semicolon", ";"), ("tab", "\t"), ("pipe", "|"), ("space", " "), ("colons", "::"),
            ("caret", "^"), ("comma space", ", "), ("control", "\x01"),
        )
    ),
    Case("semicolon with decimal comma", lines(delimiter=";").replace(";3;", ";3,5;").encode(),
         "R", rows=20),
    Case("sep hint", b"sep=;\n" + lines(delimiter=";").encode(), "R", rows=20),
    Case("movielens u.data", b"196\t242\t3\t881250949\n186\t302\t3\t891717742\n22\t377\t1\t878887116\n"
         b"244\t51\t2\t880606923\n166\t346\t1\t886397596\n", "R", rows=5, users=("196",),
         ending="data"),
    Case("movielens ratings.dat", b"1::1193::5::978300760\n1::661::3::978302109\n"
         b"2::914::3::978301968\n3::3408::4::978300275\n", "R", rows=4, ending="dat"),
)  # fmt: skip
_ENDS = (
    Case("crlf", lines(end="\r\n").encode(), "A", rows=20),
    Case("cr only", lines(end="\r").encode(), "AR", rows=20),
    Case("mixed ends", PLAIN.replace("\nu3", "\r\nu3").encode(), "AR", rows=20),
    Case("line separator in a field", lines(HEAD, "u99,i\u20281,5,1600000000").encode(), "A",
         rows=21),
)  # fmt: skip
_NOTED = "user_id,item_id,note\n"
_QUOTES = (
    Case("quoted newlines", (_NOTED + 'u1,i1,"two\nlines"\nu2,i2,"a ""b"" c"\n').encode(), "AR",
         rows=2),
    Case("unclosed quote", (_NOTED + 'u1,i1,fine\nu2,i2,"never closed\nu3,i3,fine\n' +
         "".join(f"u{n},i1,fine\n" for n in range(4, 90))).encode(), "P"),
    Case("stray quote", (_NOTED + 'u1,i1,12" single\nu2,i2,fine\nu3,i3,fine\n').encode(), "AR",
         rows=3),
    Case("single quotes", b"'user_id','item_id','rating'\n" +
         b"".join(b"'u%d','i,%d','4'\n" % (n, n % 4) for n in range(12)), "AR", rows=12,
         users=("u1",)),
    Case("backslash escapes", (_NOTED + "".join(f'u{n},i{n},"say \\"hi\\", twice"\n'
         for n in range(12))).encode(), "AR", rows=12),
)  # fmt: skip
_SHAPES = (
    Case("row too short", lines(HEAD, "u98,i1").encode(), "P", rows=20),
    Case("row too long", lines(HEAD, "u98,i1,5,1600000000,9,9").encode(), "P", rows=20),
    Case("trailing commas", PLAIN.replace("\n", ",\n").encode(), "AR", rows=20),
    Case("preamble", b"Report of all orders\nMade on 2024-03-01\n\n" + PLAIN.encode(), "R", rows=20),
    Case("preamble of a sheet", b"Orders of March,,,\nMade on,2024-04-01,,\n,,,\n" + PLAIN.encode(), "R",
         rows=20, users=("u0", "u19")),
    Case("title above names nobody knows", b"Export,,\nwho,what,how\n" + b"".join(
         b"u%d,i%d,%d\n" % (n, n % 3, 1 + n % 5) for n in range(20)), "E"),
    Case("footer total", lines(HEAD, "Total,,60,").encode(), "PR", rows=20),
    Case("header repeated inside", lines(HEAD, HEAD, ROW).encode(), "PR", rows=21),
    Case("comment lines", b"# made by hand\n" + PLAIN.replace("\nu3", "\n# a note\nu3").encode(),
         "R", rows=20),
    Case("index column", ("," + HEAD + "\n" + "".join(
         f"{n},u{n},i{n % 3},4,{1_600_000_000 + n}\n" for n in range(20))).encode(), "R", rows=20),
    Case("duplicate headers", b"user_id,item_id,rating,rating\n" +
         b"".join(b"u%d,i%d,4,5\n" % (n, n) for n in range(9)), "Q", rows=9, code="twin_value"),
    Case("blank header", b"user_id,item_id,,rating\n" +
         b"".join(b"u%d,i%d,zz,5\n" % (n, n) for n in range(9)), "Q", rows=9, code="nameless"),
    Case("numeric headers", b"0,1,2\nu1,i1,5\nu2,i2,3\nu3,i3,4\n", "Q", rows=3, code="header"),
    Case("spaces and case in headers", lines(" User ID , ITEM_id ,Rating, TimeStamp").encode(), "AR",
         rows=20, users=("u0",)),
    Case("user-item matrix", b"user,Alien,Brazil,Casablanca,Dune,Emma,Fargo\n" + b"".join(
         b"u%d,%d,,%d,,,%d\n" % (n, 1 + n % 5, 1 + n % 4, 1 + n % 3) for n in range(12)), "Q",
         code="shape"),
    Case("100000 columns", b",".join(b"c%d" % n for n in range(100_000)) + b"\n" +
         b",".join(b"1" for _ in range(100_000)) + b"\n", "E"),
    Case("2 MB field", lines("user_id,item_id,note", "u9,i9," + "x" * 2_000_000, rows=0).encode()
         + b"u1,i1,fine\nu2,i2,fine\n", "PA"),
    Case("20 MB field", lines("user_id,item_id,note", "u9,i9," + "x" * 20_000_000, rows=0).encode()
         + b"u1,i1,fine\nu2,i2,fine\n", "P"),
)  # fmt: skip

CASES = (*_EMPTY, *_ENCODINGS, *_DELIMITERS, *_ENDS, *_QUOTES, *_SHAPES)
