"""How O*NET writes the names of technologies, and how people do."""

import re

VENDORS = [
    "Microsoft",
    "Microsoft Office",
    "Adobe",
    "Apache",
    "Google",
    "Atlassian",
    "Oracle",
    "IBM",
    "SAP",
    "Amazon",
    "Amazon Web Services AWS",
    "Autodesk",
    "Apple",
    "The MathWorks",
    "Intuit",
    "Meditech",
    "Red Hat",
    "Salesforce.com",
    "JetBrains",
    "HashiCorp",
    "Cisco",
    "VMware",
    "Facebook",
    "Elastic",
    "Qlik",
    "Sage",
    "ESRI",
    "Dassault Systemes",
    "Siemens",
    "Bentley",
    "Trimble",
    "Epic Systems",
    "Eclipse",
    "Symantec",
    "Citrix",
    "Tableau",
    "Blackboard",
    "Avaya",
]


def onet_names(name: str) -> tuple[str, list[str]]:
    """The label people use and all spellings: `Amazon Web Services AWS software` is `Amazon Web Services`, also `AWS`."""
    short = re.sub(r" (?:software|system software)$", "", name)
    generic = short != name and not re.search(r"[A-Z0-9]", short[1:])  # `Job posting software`: not every job posting
    label = name if generic else short
    names = list(dict.fromkeys([label, name]))
    if found := re.fullmatch(r"(.+) \(?([A-Z][A-Za-z0-9/]*[A-Z0-9])\)?", short):
        words, letters = found.groups()
        initials = "".join(word[0] for word in re.findall(r"[A-Za-z0-9]+", words)).lower()
        if len(words.split()) > 1 and _spells(letters.lower(), initials):
            label, names = words, [words, f"={letters}", short]
    for vendor in VENDORS:
        if label.startswith(vendor + " ") and len(rest := label[len(vendor) + 1 :]) > 2:
            names.append(f"={rest}")
    return label, names


def _spells(letters: str, initials: str) -> bool:
    """Whether an acronym follows its words: its letters occur in order among the initials, but for one."""
    rest = iter(initials)
    return sum(letter in rest for letter in letters) >= max(2, len(letters) - 1)
