"""Private photos and printed plans. The only importer of Pillow and WeasyPrint."""
