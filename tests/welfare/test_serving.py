"""What stands ready before the first visitor comes."""

import subprocess
import sys

from django.conf import settings

ASK = "import sys, welfare.wsgi; print('disclosure.views.board' in sys.modules)"


def test_the_pages_are_read_before_the_first_request():
    told = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "True"
