"""Small exports as well-known tools write them, made up here: same layout, invented content.

Layouts: Shopify "Export orders" (help.shopify.com), Google Analytics 4 in BigQuery
(support.google.com/analytics/answer/7029846), Last.fm 1K listening logs (Celma, 2010), and a German
spreadsheet.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import openpyxl

SHOPIFY_HEADER = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Accepts Marketing,Currency,Subtotal,"
    "Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,"
    "Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,"
    "Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,"
    "Billing City,Billing Zip,Billing Country,Shipping Name,Notes,Cancelled at,Payment Method,"
    "Vendor,Id,Tags,Risk Level,Source,Phone"
)


def shopify(orders: int = 30) -> bytes:
    """Orders of one to three articles; what belongs to the order stands on its first line only."""
    out = io.StringIO()
    writer = csv.DictWriter(out, SHOPIFY_HEADER.split(","), restval="", lineterminator="\n")
    writer.writeheader()
    for number in range(orders):
        when = f"2024-03-{number % 28 + 1:02d} 09:{number:02d}:00 +0100"
        whole = {
            "Email": f"buyer{number % 11}@example.com",
            "Financial Status": "paid",
            "Paid at": when,
            "Fulfillment Status": "fulfilled",
            "Accepts Marketing": "no",
            "Currency": "EUR",
            "Total": f"{20 + number}.90",
            "Created at": when,
            "Billing Name": "Ada Example",
            "Billing Country": "DE",
            "Billing Zip": "'01067",
            "Payment Method": "Shopify Payments",
            "Id": 5_550_000_000_000 + number,
        }
        for line in range(number % 3 + 1):
            article = (number * 3 + line) % 13
            writer.writerow(
                {
                    "Name": f"#{1001 + number}",
                    **(whole if line == 0 else {}),
                    "Lineitem quantity": line + 1,
                    "Lineitem name": f'Mug "{article}", blue',
                    "Lineitem price": "9.90",
                    "Lineitem sku": f"00{article}-B",
                    "Lineitem requires shipping": "true",
                    "Vendor": "Mugs & Co",
                }
            )
    return out.getvalue().encode()


def analytics(events: int = 40) -> bytes:
    """Events as JSON lines; some list several items, some none."""
    names = ("view_item", "add_to_cart", "purchase", "page_view")
    lines = []
    for number in range(events):
        name = names[number % 4]
        items = [
            {"item_id": f"SKU_{(number + k) % 9:05d}", "item_name": f"Cap {k}", "quantity": k + 1}
            for k in range({"purchase": 2, "page_view": 0}.get(name, 1))
        ]
        lines.append(
            {
                "event_date": "20240304",
                "event_timestamp": str(1_709_510_400_000_000 + number * 1_000_000),
                "event_name": name,
                "event_params": [{"key": "page", "value": {"string_value": "/a"}}],
                "user_id": None,
                "user_pseudo_id": f"{1_000_000_000 + number % 7}.{1_700_000_000 + number % 7}",
                "device": {"category": "mobile", "language": "de-ch"},
                "geo": {"country": "Switzerland", "city": "Bern"},
                "items": items,
            }
        )
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


def lastfm(plays: int = 60) -> bytes:
    """A listening log: tabs, no line of names, ids that are now and then missing."""
    start = dt.datetime(2009, 5, 4, 23, 8, 57, tzinfo=dt.UTC)
    lines = []
    for number in range(plays):
        when = (start - dt.timedelta(minutes=4 * number)).strftime("%Y-%m-%dT%H:%M:%SZ")
        artist, track = number % 8, number % 21
        key = f"f1b1cf71-bd35-4e99-8624-24a6e15f{artist:04x}"
        song = "" if number % 10 == 3 else f"0ec3ea0e-0c8c-4f2b-9a3d-1c2b3a4d{track:04x}"
        cells = (
            f"user_{number // 20 + 1:06d}",
            when,
            key,
            f"Artist {artist}",
            song,
            f"Song #{track}",
        )
        lines.append("\t".join(cells))
    return ("\n".join(lines) + "\n").encode()


GERMAN_COLUMNS = ("Kundennummer", "Artikelnummer", "Bewertung", "Datum")


def german_rows(rows: int = 40) -> list[tuple[str, str, float, dt.date]]:
    """Ratings in halves by customers whose numbers begin with zeros."""
    start = dt.date(2024, 1, 9)
    return [
        (f"{n % 9:06d}", f"A-{n % 17}", n % 9 / 2 + 0.5, start + dt.timedelta(days=n))
        for n in range(rows)
    ]


def german_csv() -> bytes:
    """Semicolons, decimal commas, days first, Windows-1252."""
    lines = [
        f"{who};{what};{str(mark).replace('.', ',')};{when:%d.%m.%Y};schön"
        for who, what, mark, when in german_rows()
    ]
    return "\r\n".join([";".join((*GERMAN_COLUMNS, "Bemerkung")), *lines]).encode("cp1252")


def german_workbook() -> bytes:
    """The same as a workbook with a title above the table."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Bewertungen"
    for row in (["Bewertungen 2024"], [], list(GERMAN_COLUMNS), *map(list, german_rows())):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
