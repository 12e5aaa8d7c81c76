"""Reads a date written in words, in Lithuanian, Latvian or English, as EDTF."""

import re
import unicodedata
from functools import cache

# Every usual case form, without diacritics, month by month; other languages follow after the bar.
_MONTHS = (
    "sausis sausio sausi sausiui sausiu sausyje | janvaris janvara janvari janvarim janvaru | january jan",
    "vasaris vasario vasari vasariui vasariu vasaryje"
    " | februaris februara februari februarim februaru | february feb",
    "kovas kovo kova kovui kovu kove | marts marta martu martam | march mar",
    "balandis balandzio balandi balandziui balandziu balandyje | aprilis aprila aprili aprilim aprilu"
    " | april apr",
    "geguze geguzes geguzei geguzeje | maijs maija maiju maijam | may",
    "birzelis birzelio birzeli birzeliui birzeliu birzelyje | junijs junija juniju junijam | june jun",
    "liepa liepos liepai liepoje | julijs julija juliju julijam | july jul",
    "rugpjutis rugpjucio rugpjuti rugpjuciui rugpjuciu rugpjutyje"
    " | augusts augusta augustu augustam | august aug",
    "rugsejis rugsejo rugseji rugsejui rugseju rugsejyje"
    " | septembris septembra septembri septembrim septembru | september sep sept",
    "spalis spalio spali spaliui spaliu spalyje | oktobris oktobra oktobri oktobrim oktobru | october oct",
    "lapkritis lapkricio lapkriti lapkriciui lapkriciu lapkrityje"
    " | novembris novembra novembri novembrim novembru | november nov",
    "gruodis gruodzio gruodi gruodziui gruodziu gruodyje"
    " | decembris decembra decembri decembrim decembru | december dec",
)
_SEASONS = (
    "pavasaris pavasario pavasari pavasariui pavasariu | pavasara pavasarim | spring",
    "vasara vasaros vasarai | vasaras vasaru | summer",
    "ruduo rudens rudeni rudeniui rudeniu | rudenim | autumn fall",
    "ziema ziemos ziemai | ziemas ziemu | winter",
)
_FILLERS = (
    "m metai metu metus metais men menuo menesi menesio d diena dienos dienai dienu dienomis"
    " g gads gada gadu gadam menesis menesa datums datuma of the year years on in st nd rd th"
)
_APPROXIMATE = "apie mazdaug apytiksliai ap apm apmeram aptuveni c ca circa about around approx ~"
_UNCERTAIN = "galbut turbut tikriausiai spejama iespejams varbut probably possibly perhaps maybe ?"
_FROM = ("nuo", "kops", "no", "since", "from")
_UNTIL = ("iki", "lidz", "until", "till", "to", "-")
_DECADE = re.compile(r"(?:the )?([0-9]{3})0(?:s|\.? gadi)")
_TOKEN = re.compile(r"[^\W\d_]+|[0-9]+|[-?~]")


def phrase_to_edtf(text: str) -> str | None:
    """Return the EDTF of a date in words, or None if the words are not understood.

    The result may name a day that does not exist.

    >>> phrase_to_edtf("2021 m. gegužės 3 d."), phrase_to_edtf("ap. 2019. gada maijā")
    ('2021-05-03', '2019-05~')
    """
    folded = _folded(text)
    if match := _DECADE.fullmatch(folded):
        return f"{match[1]}X"
    tokens = _TOKEN.findall(folded)
    if re.sub(r"[\s.,()]", "", folded) != "".join(tokens):
        return None
    return _range(tokens) if any(token in _FROM + _UNTIL for token in tokens) else _date(tokens)


def _folded(text: str) -> str:
    """Return lower-case text without diacritics."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@cache
def months_and_seasons() -> dict[str, str]:
    """Return the code of each form of a month or season."""
    codes = [*enumerate(_MONTHS, 1), *enumerate(_SEASONS, 21)]
    return {form: f"{code:02}" for code, forms in codes for form in forms.replace("|", " ").split()}


def _range(tokens: list[str]) -> str | None:
    """Read "from A", "until B", "from A to B", "A - B", "December 1-4"."""
    starts = tokens[0] in _FROM
    body = tokens[1:] if starts else tokens
    cut = next((index for index, token in enumerate(body) if token in _UNTIL), None)
    if cut is None:
        begin = _date(body)
        return begin and f"{begin}/.."
    if cut == 0:
        end = None if starts or body[0] == "-" else _date(body[1:])
        return end and f"../{end}"
    before, after = body[:cut], body[cut + 1 :]
    begin, end = _date(_completed(before, after)), _date(_completed(after, before))
    return f"{begin}/{end}" if begin and end else None


def _completed(tokens: list[str], other: list[str]) -> list[str]:
    """Add the year, and to a bare day the month, that is said on the other side only."""
    known = months_and_seasons()
    lent = [] if any(_is_year(token) for token in tokens) else [t for t in other if _is_year(t)]
    if any(_is_day(token) for token in tokens) and not any(token in known for token in tokens):
        lent += [token for token in other if token in known]
    return tokens + lent


def _is_year(token: str) -> bool:
    return len(token) == 4 and token.isdigit()


def _is_day(token: str) -> bool:
    return len(token) < 3 and token.isdigit()


def _date(tokens: list[str]) -> str | None:
    """Read one date: a year, a month or season if any, a day if any, in whatever order."""
    known = months_and_seasons()
    years = [token for token in tokens if _is_year(token)]
    days = [token for token in tokens if _is_day(token)]
    months = [known[token] for token in tokens if token in known]
    words = {token for token in tokens if not token.isdigit() and token not in known}
    about, unsure = words.intersection(_APPROXIMATE.split()), words.intersection(_UNCERTAIN.split())
    if words - about - unsure - set(_FILLERS.split()):
        return None
    if len(years) != 1 or len(months) > 1 or len(days) > len(months):
        return None
    mark = "%" if about and unsure else "~" if about else "?" if unsure else ""
    return "-".join([*years, *months, *(day.zfill(2) for day in days)]) + mark
