"""Pay: read from a board's field or from the advert's words, and made comparable in euro a year.

Only fixed pay counts: on-target earnings, bonuses, shares and budgets are left out. A year has 2,080 paid hours, 260 days,
52 weeks or 12 months; a 13th salary is not added, as adverts seldom say whether the figure holds it already."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from career_copilot.data import rates
from career_copilot.domain import money
from career_copilot.domain.passages import passages
from career_copilot.domain.posting import AnnualSalary, Salary, SalaryPeriod

PER_YEAR = {
    SalaryPeriod.HOUR: 2_080,
    SalaryPeriod.DAY: 260,
    SalaryPeriod.WEEK: 52,
    SalaryPeriod.MONTH: 12,
    SalaryPeriod.YEAR: 1,
}
_PLAUSIBLE_EUR = (2_000, 1_500_000)  # a year; outside, the words mean something else
_MOST_AMOUNTS = 60  # of an advert that are looked at
_LIVING_EUR = 8_000  # a lone amount below is a stipend or a budget
_SURE_EUR = 20_000  # from here on a lone amount a year is pay even if no word says so
_SEPARATOR = (
    r"\s*(?:-{1,2}|–|—|−|~|\bto\b|\bbis(?: zu)?\b|\bà\b|\ba\b|\band\b|\bund\b|\bet\b|\by\b|\btot\b|\bup to\b)\s*"
)
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?!401\s?\(?k)(?:(?P<before>{money.CURRENCY})\s?)?(?P<low>{money.NUMBER})(?:\s?(?P<low_scale>{money.SCALE}))?\+?"
    rf"(?:\s?(?P<middle>{money.CURRENCY})(?!\w))?"
    rf"(?:\s?(?:per year|per annum|per hour|/yr|/hr|/h|/year)?{_SEPARATOR}(?:(?P<second>{money.CURRENCY})\s?)?"
    rf"(?P<high>{money.NUMBER})(?:\s?(?P<high_scale>{money.SCALE}))?\+?(?:\s?(?P<after>{money.CURRENCY})(?!\w))?)?"
)
_PERIODS = {
    SalaryPeriod.HOUR: r"(?:per|an|/|a|pro|par|por|de l['’]|each|je|al?)\s?(?:hour|hr|h|stunde|std|heure|hora|uur|ora)\b|hourly|stundenlohn|p\.?h\.?\b|horaire|stündlich|\buurloon|\bSMIC horaire",
    SalaryPeriod.DAY: r"(?:per|/|a|pro|par|por|al)\s?(?:day|tag|jour|día|dag)\b|daily|tagessatz|day rate|\bTJM\b|journali",
    SalaryPeriod.WEEK: r"(?:per|/|a|pro|par|por)\s?(?:week|wk|woche|semaine|semana)\b|weekly",
    SalaryPeriod.MONTH: r"(?:per|/|a|pro|par|por|im|al)\s?(?:month|mo|monat|mois|mes|maand|mese)\b|monthly|monatlich|mensuel|mensual|\bp\.?m\.?\b|monatsgehalt|bruttomonats",
    SalaryPeriod.YEAR: r"(?:per|/|a|pro|par|por|im|al|each)\s?(?:year|yr|annum|jahr|an|année|año|jaar|anno|y)\b|annual|yearly|jährlich|jahresgehalt|annuel|anual|\bp\.?a\.?\b|\bLPA\b",
}
_PERIOD = {period: re.compile(words, re.IGNORECASE) for period, words in _PERIODS.items()}
_UP_TO = re.compile(r"(?:up to|bis zu|jusqu['’]à|hasta|maximum|max\.?|tot|bis|fino a)\s*(?:of\s)?$", re.IGNORECASE)
_FROM = re.compile(
    r"(?:from|starting (?:at|from)|ab|à partir de|dès|desde|minimum(?: of)?|min\.?|at least|mindestens|vanaf|starts at|over)\s*$",
    re.IGNORECASE,
)
_OTHER_MONEY = (
    r"(?<!/)(?<!/ )\bOTE\b|on[\s-]target|\bbonus\w*|\bboni\b|equity|stock|shares?\b|options?\b|commissions?\b|incentives?\b|raised|funding|reimburs\w*|stipends?\b|allowances?\b|\w*budgets?\b|spend\b|revenue|umsatz\w*"
    r"|sign[\s-]?on|referral|discount|gutschein\w*|sachbezug\w*|401\(?k\)?|\b(?:HRA|HSA|FSA|LSA|RRSP|ACV|TCV|ARR|MRR)s?\b|lifetime|(?:employer|company|gift|dollar|contributions?|donations?) match\w*|matched\b"
    r"|\w*zusch(?:uss|üsse)\w*|\w*prämien?\b|provision(?:en| von)\b|erstattung\w*|\w*beteiligung|kostenübernahme"
    r"|\bprimes\b|\bprime (?:de|d['’]|annuelle)|indemnités?|remboursement|abondement|intéressement|chiffre d['’]affaires"
    r"|comisi[oó]n(?:es)?|\bbonos?\b|incentivos?|presupuesto|reembolso|ayudas?\b|subvenci\w+|rimbors[oi]|\bpremio\b|provvigion\w+|incentivi|reiskosten\w*|bijdrage|toeslag|provisie"
)
_OTHER_BEFORE = re.compile(
    rf"{_OTHER_MONEY}|invest\w*|valu\w+|worth|sav(?:ed?|ings?)\b|market\b|processes|generated?|contribut\w+|benefits? of|deals?\b",
    re.IGNORECASE,
)
_TOPICS = (  # a job's title may hold them too: they count only right beside the amount
    r"(?:fertility|adoption|surrogacy|IVF|tuition|scholarships?|donations?|charit(?:y|ies|able giving)|(?<!machine )(?<!deep )learning|wellness|well-?being|development|training|insurance|relocation|conferences?|gym"
    r"|childcare|student loans?|spenden?|weiterbildung|fortbildung|altersvorsorge|umzug|kinderbetreuung|formation|dons|mutuelle|formación|donaciones|seguro|formazione|donazioni|opleiding)"
)
_TOPIC_BEFORE = re.compile(
    rf"{_TOPICS}(?:[ -](?:benefits?|assistance|support|coverage|treatments?|program(?:me)?s?|funds?|costs?|credits?|accounts?))?[\s:(,–—-]*(?:up to|bis zu|jusqu['’]à|hasta|fino a|tot|of|de|von)?\s*$",
    re.IGNORECASE,
)
_OTHER_AFTER = re.compile(
    r"^\)?\s*(?:/\s?\w+\s)?(?:\(?(?:OTE|on[\s-]target)|(?:(?!(?:plus|and|with|und|et|zzgl)\b)\w+\s){0,2}?(?:in |of |worth of |wellness |home |annual |monthly |learning |yearly |paid |media )*(?:million|billion|trillion|bn\b"
    rf"|MM?\b|B\b|(?!bonus\s*eligible)(?:{_OTHER_MONEY})|credit|Series [A-F]|signing|deals?\b|quota"
    rf"|customers?|users?|employees|companies|businesses|people|market\b|industry|valuation|per user|contribution|match|(?:in|for|towards?|für|pour|para|per|voor) {_TOPICS}))",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\([^()]*\)|^[^(]*\)")
_FIXED = (
    r"\bbase\b|\bsalary\b|\bsalaries\b|(?<!bonus )(?<!incentive )\bpay\b|gehalt|fixum|\bfixe\b|salaire|salario|salaris"
)
_FIXED_BEFORE = re.compile(_FIXED, re.IGNORECASE)
_FIXED_AFTER = re.compile(rf"^\)?\s*(?:\w+\s)?(?:{_FIXED})", re.IGNORECASE)
_PAY_WORD = re.compile(
    r"salary|salaries|\bpay\b|\bpaid\b(?! (?:\w+[ -]){0,2}(?:leave|time|holidays?|vacation|days?|off|training)\b)|compensation|\bcomp\b|wages?|\brate\b|remuneration|\bbase\b|hiring range|gehalt|vergütung|lohn|entgelt|verdienst|brutto|rémunération|salaire|\bbrut\b"
    r"|salario|retribución|retribuzione|remuneración|bruto|salaris|stipendio|\bRAL\b|\bCTC\b|per hour|an hour",
    re.IGNORECASE,
)
_A_YEAR = re.compile(r"per annum|annually|per year|\bp\.a\.", re.IGNORECASE)
_CLAUSE = re.compile(r"[;\n•|]|\.(?!\w)")

_MONEY = (
    "$",
    "€",
    "£",
    "¥",
    "₹",
    "₪",
    "₺",
    "zł",
    "eur",
    "usd",
    "gbp",
    "chf",
    "cad",
    "aud",
    "sek",
    "nok",
    "dkk",
    "pln",
    "czk",
    "inr",
    "sgd",
    "jpy",
    "lpa",
    "kč",
)


@dataclass(frozen=True)
class _Candidate:
    salary: Salary
    start: int
    end: int
    is_range: bool
    has_period: bool


def read_salary(field: str, country: str = "", *, predicted: bool = False) -> Salary | None:
    """The pay in a text that is about nothing else (a board's field). None if there is no amount in it."""
    base = [one for one in _candidates(field, country) if not _is_other_money(field, one)]
    found = base or [one for one in _candidates(field, country) if re.search(r"\bOTE\b", field) and one.is_range]
    return found[0].salary.model_copy(update={"predicted": predicted}) if found else None


def entered_salary(line: str) -> Salary | None:
    """The pay in a line that a person wrote; where no amount can be read in it, the words alone. None for an empty one."""
    line = " ".join(line.split())
    if not line:
        return None
    return (read_salary(line) or Salary()).model_copy(update={"text": line})


def find_salary(text: str, country: str = "") -> Salary | None:
    """The pay that an advert's words state beyond doubt: a plausible amount with a word for pay close by."""
    text = passages(text, _MONEY, 150)
    sure = [
        one for one in islice(_candidates(text, country), _MOST_AMOUNTS) if one.salary.currency and _is_pay(text, one)
    ]
    sure.sort(key=lambda one: (not one.is_range, one.start))
    return sure[0].salary if sure else None


def _is_pay(text: str, one: _Candidate) -> bool:
    annual = annual_salary(one.salary)
    if annual is None or _is_other_money(text, one):
        return False
    low, high = _PLAUSIBLE_EUR
    amounts = [value for value in (annual.minimum_eur, annual.maximum_eur) if value is not None]
    if not all(low <= value <= high for value in amounts):
        return False
    before, behind = text[max(0, one.start - 120) : one.start], text[one.end : one.end + 40]
    yearly = one.has_period or one.salary.period is SalaryPeriod.YEAR
    if not one.is_range and one.salary.minimum is None:  # `up to`: many a benefit is, so its own clause must name pay
        before, behind = _CLAUSE.split(before)[-1], _CLAUSE.split(behind)[0]
    if _PAY_WORD.search(before) or _PAY_WORD.search(behind):
        return one.is_range or (yearly and min(amounts) > _LIVING_EUR)
    if one.is_range:
        return yearly and min(amounts) > _LIVING_EUR
    return one.salary.minimum is not None and bool(_A_YEAR.search(behind)) and min(amounts) > _SURE_EUR


def annual_salary(salary: Salary) -> AnnualSalary | None:
    """Euro a year at the dated reference rate; None if no amount is told or the currency has no rate."""
    rate = rates.per_euro(salary.currency)
    if rate is None or (salary.minimum is None and salary.maximum is None):
        return None
    factor = PER_YEAR[salary.period] / rate

    def euro(amount: Decimal | None) -> int | None:
        return None if amount is None else round(float(amount) * factor)

    return AnnualSalary(
        minimum_eur=euro(salary.minimum), maximum_eur=euro(salary.maximum), rate=rate, rate_date=rates.date()
    )


def _candidates(text: str, country: str) -> Iterator[_Candidate]:
    for match in _AMOUNT.finditer(text):
        symbols = [match[name] for name in ("after", "middle", "second", "before") if match[name]]
        symbol = next(
            (name for name in symbols if name in money.CODES), symbols[-1] if symbols else ""
        )  # `$90,000 CAD`
        lakh = (
            "LPA" in (match["low_scale"], match["high_scale"])
            or "la" in (match["high_scale"] or match["low_scale"] or "").lower()
        )
        if not symbol and not match["low_scale"] and not match["high_scale"] and not match["high"]:
            continue
        currency = money.currency(symbol, country) if symbol else "INR" if lakh else ""
        low, high = _amounts(match)
        period = _period(text, match.start(), match.end())
        minimum, maximum = _bounds(text, match, low, high)
        salary = Salary(
            minimum=minimum,
            maximum=maximum,
            currency=currency,
            period=period or _guess_period(high or low, currency, lakh),
            text=text[match.start() : match.end()].strip(),
        )
        yield _Candidate(salary, match.start(), match.end(), high is not None, period is not None)


def _amounts(match: re.Match[str]) -> tuple[Decimal, Decimal | None]:
    """Both ends; `100–120k` and `170-195,000` mean thousands on both sides."""
    low, low_scale = money.number(match["low"]), money.scale(match["low_scale"])
    if not match["high"]:
        return low * low_scale, None
    high, high_scale = money.number(match["high"]), money.scale(match["high_scale"])
    if low_scale == 1 and high_scale > 1 and low <= high:
        low_scale = high_scale
    if low_scale == high_scale == 1 and low < 1000 <= high and high / low > 100:
        low_scale = 1000
    return low * low_scale, high * high_scale


def _bounds(
    text: str, match: re.Match[str], low: Decimal, high: Decimal | None
) -> tuple[Decimal | None, Decimal | None]:
    if high is not None:
        return min(low, high), max(low, high)
    before = text[max(0, match.start() - 25) : match.start()]
    if _UP_TO.search(before):
        return None, low
    if _FROM.search(before) or match[0].rstrip().endswith("+"):
        return low, None
    return low, low


def _period(text: str, start: int, end: int) -> SalaryPeriod | None:
    """The period named just behind the amount, else before it in the same sentence."""
    behind = re.split(r"[.;\n•|](?!\w\.)|\bplus\b|\+", text[end : end + 45], maxsplit=1)[0]
    before = re.split(r"[;\n•|]|\. ", text[max(0, start - 60) : start])[-1]
    for part in (behind, before):
        found = [(match.start(), period) for period, words in _PERIOD.items() if (match := words.search(part))]
        if found:
            return min(found)[1]
    return None


def _guess_period(amount: Decimal, currency: str, lakh: bool) -> SalaryPeriod:
    """Without a word for it, the size tells: nobody earns 25 euro a year or 60,000 an hour."""
    euro = float(amount) / (rates.per_euro(currency or "EUR") or 1)
    if lakh or euro >= 8_000:
        return SalaryPeriod.YEAR
    return SalaryPeriod.HOUR if euro < 200 else SalaryPeriod.MONTH if euro > 600 else SalaryPeriod.DAY


def _is_other_money(text: str, one: _Candidate) -> bool:
    """A word for other money stands nearer before the amount, in its clause, than one for fixed pay; or right behind it."""
    clause = _IN_BRACKETS.sub("", _CLAUSE.split(text[max(0, one.start - 60) : one.start])[-1])
    behind = _CLAUSE.split(text[one.end : one.end + 45])[0]
    if _FIXED_AFTER.search(behind):
        return False
    other = max((match.start() for match in _OTHER_BEFORE.finditer(clause)), default=-1)
    fixed = max((match.start() for match in _FIXED_BEFORE.finditer(clause)), default=-1)
    return other > fixed or bool(_TOPIC_BEFORE.search(clause) or _OTHER_AFTER.search(behind))
