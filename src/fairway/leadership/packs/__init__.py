"""Packs: what leadership shows, as a file to send. PDF, workbook, slides and one HTML file say the same."""
