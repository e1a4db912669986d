"""Résumés in: files to text, text to facts."""
