"""Where backups go."""

import os

TARGET = os.environ["BACKUP_TARGET"]
REPORT_URL = os.environ["BACKUP_REPORT_URL"]
