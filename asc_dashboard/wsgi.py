"""The door through which the web server calls the site."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asc_dashboard.settings")

application = get_wsgi_application()
