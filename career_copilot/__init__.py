"""Career Copilot: a self-hosted job search that shows why each opening fits."""

__version__ = "0.1.0"
