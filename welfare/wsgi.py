"""The WSGI door of the product."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "welfare.settings")
application = get_wsgi_application()
# Django reads the addresses, and every page behind them, at the first request. Read before the
# workers fork, nobody waits for it and they share its memory.
import_module("welfare.urls")
