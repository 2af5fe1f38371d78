#!/usr/bin/env bash
# dj-email-url 1.0.6 (environs' dj_email_url): what an address of a mail server means.
#
# Expected: smtps:// is TLS from the first byte on port 465 (RFC 8314), as everywhere else.
# Seen: it becomes STARTTLS (EMAIL_USE_TLS) without a port, for which Django takes 25: a password meant for an encrypted
# port waits for an offer of STARTTLS on another. And smtp+tls://, as other libraries write it, is taken without an error
# and yields no EMAIL_BACKEND at all, so that the fault shows as a missing key somewhere else.
# It is why Edgewise reads the address itself.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "dj-email-url==1.0.6"
"$folder/venv/bin/python" -W ignore - <<'PY'
from importlib.metadata import version

import dj_email_url

assert version("dj-email-url") == "1.0.6"
told = ("EMAIL_BACKEND", "EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_USE_SSL")
for url, expected in {
    "smtps://mail.example.org": ("django.core.mail.backends.smtp.EmailBackend", None, True, False),
    "smtp+tls://mail.example.org:587": (None, 587, False, False),
}.items():
    found = tuple(dj_email_url.parse(url).get(name) for name in told)
    print(url, dict(zip(told, found)))
    assert found == expected, found
PY
