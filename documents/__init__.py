"""Private photos, recordings and printed plans. The only importer of Pillow, PyAV and WeasyPrint."""
