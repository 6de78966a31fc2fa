#!/usr/bin/env python3
"""Django's command line. `bin/manage` calls it with the embedded servers up."""

import os
import sys

from django.core.management import execute_from_command_line

from row_security import acting

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pcp.settings")
    # A command is the system's own work. Pages that `runserver` shows are still their reader's.
    acting.whole_process(f"command {' '.join(sys.argv[1:2])}")
    execute_from_command_line(sys.argv)
