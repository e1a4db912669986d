"""The files that an export can be."""

from enum import StrEnum


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    ICS = "ics"
    PDF = "pdf"
    ZIP = "zip"


FORMATS = {
    Format.CSV: ("CSV", "For any spreadsheet. Can be imported again.", "text/csv; charset=utf-8"),
    Format.XLSX: ("Excel", "With real dates. Can be imported again.", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Format.JSON: ("JSON", "For programs.", "application/json"),
    Format.ICS: ("Calendar", "Interviews and open reminders, as an .ics file.", "text/calendar; charset=utf-8"),
    Format.PDF: ("PDF report", "To print, or to show to an adviser.", "application/pdf"),
    Format.ZIP: ("Everything", "All your data and files. Can be imported into an empty account.", "application/zip"),
}  # fmt: skip
"""Name, what it is for, media type."""
