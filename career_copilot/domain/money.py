"""Amounts of money as people write them: `$120k`, `55.000 €`, `CHF 95'000`, `₹12 lakh`."""

import re
from decimal import Decimal

PERIODS = {"year": "a year", "month": "a month", "week": "a week", "day": "a day", "hour": "an hour"}
SHORT = 10_000
"""From here on an amount is read faster in its short form."""
CODES = [
    "EUR",
    "USD",
    "GBP",
    "CHF",
    "CAD",
    "AUD",
    "NZD",
    "SEK",
    "NOK",
    "DKK",
    "ISK",
    "PLN",
    "CZK",
    "HUF",
    "RON",
    "BGN",
    "HRK",
    "TRY",
    "UAH",
    "RUB",
    "JPY",
    "CNY",
    "HKD",
    "TWD",
    "KRW",
    "SGD",
    "MYR",
    "THB",
    "IDR",
    "PHP",
    "VND",
    "INR",
    "PKR",
    "BDT",
    "LKR",
    "ILS",
    "AED",
    "SAR",
    "QAR",
    "KWD",
    "EGP",
    "MAD",
    "ZAR",
    "NGN",
    "KES",
    "GHS",
    "BRL",
    "MXN",
    "ARS",
    "CLP",
    "COP",
    "PEN",
    "UYU",
    "CRC",
    "KZT",
    "GEL",
]
_SYMBOLS = {
    "US$": "USD", "USD$": "USD", "USD $": "USD", "CAD $": "CAD", "AUD $": "AUD", "C$": "CAD", "CA$": "CAD", "CAD$": "CAD", "A$": "AUD", "AU$": "AUD", "AUD$": "AUD", "NZ$": "NZD", "S$": "SGD", "SG$": "SGD",
    "HK$": "HKD", "NT$": "TWD", "MX$": "MXN", "R$": "BRL", "$": "", "€": "EUR", "£": "GBP", "¥": "", "₹": "INR", "₨": "INR", "₩": "KRW",
    "₪": "ILS", "₺": "TRY", "₱": "PHP", "฿": "THB", "₫": "VND", "₴": "UAH", "₽": "RUB", "₦": "NGN", "₡": "CRC", "zł": "PLN", "Kč": "CZK", "Ft": "HUF",
    "kr": "", "lei": "RON", "Rs.": "INR", "Rs": "INR", "INR.": "INR", "RM": "MYR", "Rp": "IDR", "Fr.": "CHF", "SFr.": "CHF", "sFr.": "CHF",
    "euros": "EUR", "euro": "EUR", "Euro": "EUR", "Euros": "EUR", "EURO": "EUR", "dollars": "USD", "pounds": "GBP", "US-Dollar": "USD", "CHF.": "CHF",
    "円": "JPY", "元": "CNY", "원": "KRW",
}  # fmt: skip
_BY_COUNTRY = {
    "$": {
        "CA": "CAD",
        "AU": "AUD",
        "NZ": "NZD",
        "SG": "SGD",
        "HK": "HKD",
        "MX": "MXN",
        "TW": "TWD",
        "AR": "ARS",
        "CL": "CLP",
        "CO": "COP",
    },
    "kr": {"SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK"},
    "¥": {"CN": "CNY", "JP": "JPY"},
}
_ALONE = {"$": "USD", "kr": "SEK", "¥": "JPY"}
_SCALES = {
    "k": 1_000,
    "tsd": 1_000,
    "t": 1_000,
    "m": 1_000_000,
    "mm": 1_000_000,
    "million": 1_000_000,
    "mio": 1_000_000,
    "lakh": 100_000,
    "lac": 100_000,
}
_SCALES |= {
    "l": 100_000,
    "lpa": 100_000,
    "crore": 10_000_000,
    "cr": 10_000_000,
    "b": 10**9,
    "bn": 10**9,
    "billion": 10**9,
    "trillion": 10**12,
}

CURRENCY = "|".join(re.escape(name) for name in sorted([*_SYMBOLS, *CODES], key=len, reverse=True))
NUMBER = r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)"
SCALE = r"[kK](?!\w)|[Tt]sd\b\.?|T(?=\s?€)|[Mm]io\b\.?|MM?(?!\w)|m(?!\w)|[Bb]n?(?!\w)|[mbtr]{1,2}illion\b|[Ll]akhs?\b|[Ll]acs?\b|LPA\b|L(?!\w)|[Cc]rores?\b|Cr\b"


def number(text: str) -> Decimal:
    """`1.234,56`, `1,234.56`, `1'234`, `80.000` and `80 000`: three digits behind the last mark are thousands."""
    digits = re.sub(r"['’\s\u00a0\u202f]", "", text)
    mark = max(digits.rfind("."), digits.rfind(","))
    if mark < 0:
        return Decimal(digits)
    whole, rest = re.sub(r"[.,]", "", digits[:mark]), digits[mark + 1 :]
    return Decimal(whole + rest) if len(rest) == 3 else Decimal(f"{whole}.{rest}")


def amount(value: Decimal, short: bool) -> str:
    """`14.50`, `1,250`; short `62.5k`, `1.25M`, `1bn`."""
    if not short:
        return f"{value:,.2f}" if value % 1 else f"{value:,.0f}"
    sizes = ((1_000, "k", 1), (10**6, "M", 2), (10**9, "bn", 2))
    rounded = [(round(value / size, places), sign) for size, sign, places in sizes]
    number, sign = next((one for one in rounded if one[0] < 1_000), rounded[-1])
    return f"{number:,f}".rstrip("0").rstrip(".") + sign


def typed(text: str) -> int | None:
    """An amount in a form, `65,000`, `65 000`, `1.5k`; None if it is none or not whole."""
    found = re.fullmatch(rf"({NUMBER})\s*([kKmM]?)", " ".join(text.split()), re.ASCII)
    value = number(found[1]) * scale(found[2]) if found else Decimal(-1)
    return int(value) if 0 <= value < 10**10 and value % 1 == 0 else None


def scale(text: str | None) -> int:
    """1000 for `k`; 1 for nothing."""
    name = (text or "").lower().rstrip(".")
    return _SCALES.get(name) or _SCALES.get(name.removesuffix("s"), 1)


def currency(text: str, country: str = "") -> str:
    """ISO 4217 of a symbol or code; `$`, `kr` and `¥` by the country (ISO 3166) where the job is."""
    if text in _ALONE:
        return _BY_COUNTRY[text].get(country, _ALONE[text])
    return _SYMBOLS.get(text, text)
