"""Writes career_copilot/data/ecb_rates.csv: the latest euro foreign exchange reference rates of the European Central Bank.

    python -m tools.build_rates EUROFXREF.csv

EUROFXREF.csv is the ECB's own daily file (https://www.ecb.europa.eu/stats/eurofxref/): a header of currencies, one line of rates."""

import argparse
import csv
from datetime import datetime
from pathlib import Path

OUT = Path("career_copilot/data/ecb_rates.csv")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    options = parser.parse_args()
    with options.file.open() as file:
        header, values, *_ = [[cell.strip() for cell in row] for row in csv.reader(file)]
    date = datetime.strptime(values[0], "%d %B %Y").date().isoformat()
    rates = sorted((currency, rate) for currency, rate in zip(header[1:], values[1:], strict=True) if currency)
    OUT.write_text(f"{date}\n" + "".join(f"{currency},{rate}\n" for currency, rate in rates))
    print(f"{len(rates)} rates of {date}")


if __name__ == "__main__":
    main()
