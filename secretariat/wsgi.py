"""The web server's entry."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secretariat.settings")
django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402

from secretariat.checks import refuse_unsafe_start  # noqa: E402
from secretariat.proxies import OnlyConfiguredProxies, networks  # noqa: E402

refuse_unsafe_start()
application = OnlyConfiguredProxies(django_application, networks(settings.PROXIES))
