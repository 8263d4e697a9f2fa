"""Tables that are named by months or days.

Source: MyCat 1.6.7.4, XMLSchemaLoader.doTableNameSuffix.
"""

from datetime import date, timedelta

from .conf import Reading, java_split


def suffixed(element: Reading, name: str, suffix: str) -> str:
    """Return the list of names that a name and its `nameSuffix` make, commas between them.

    suffix: `YYYYMM,2015,01,60` or `YYYYMMDD,2015,01,10,50`, upper case; the month form starts one
        month early, a mistake of the engine's. Any other form changes nothing.
    """
    form, *rest = java_split(suffix, ",") or [""]
    if form not in ("YYYYMM", "YYYYMMDD"):
        return name
    needed = 3 if form == "YYYYMM" else 4
    if len(rest) < needed:
        said = f"`{suffix}` has {len(rest)} numbers, and needs {needed}"
        element.refuse(said, "bad-suffix", "nameSuffix")
    year, month, *others = (element.number(text, "nameSuffix") for text in rest[:needed])
    first = year * 12 + month - 1
    if form == "YYYYMM":
        months = range(first - 1, first + others[0])
        return ",".join(f"{name}{each // 12:04}{each % 12 + 1:02}" for each in months)
    try:
        start = date(first // 12, first % 12 + 1, 1) + timedelta(days=others[0] - 1)
        found = [start + timedelta(days=each) for each in range(others[1] + 1)]
    except (ValueError, OverflowError):
        return name
    return ",".join(f"{name}{day:%Y%m%d}" for day in found)
