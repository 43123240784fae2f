"""How the web server runs the site: `gunicorn --config asc_dashboard/gunicorn.py asc_dashboard.wsgi`."""

from __future__ import annotations

from asc_dashboard import settings

bind = f"127.0.0.1:{settings.PORT}"
workers = settings.WEB_CONCURRENCY
worker_class = "gthread"
threads = 4
preload_app = True  # the workers share the memory of what is loaded before they part
control_socket_disable = True
accesslog = None  # it would hold addresses; the proxy in front keeps one where the council wants it
logconfig_dict = settings.LOGGING
