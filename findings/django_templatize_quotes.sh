#!/usr/bin/env bash
# Django 5.2.19, turning a template into what an extractor reads (django.utils.translation.template.templatize).
#
# Expected: a text of {% translate %} with escaped quotes is handed on whole, as the template engine itself reads it.
# Seen: templatize ends the text at the first escaped quote, so the catalogue gets a message that no page asks for, and
# the page asks for one that no catalogue has.
# It is why Edgewise reads its templates with Django's own lexer and tags (checks/texts/django_templates.py).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "django==5.2.19"
"$folder/venv/bin/python" - <<'PY'
import django
from django.conf import settings
from django.template import Context, Engine
from django.utils.translation.template import templatize

assert django.__version__ == "5.2.19", django.__version__
settings.configure(USE_I18N=True)
django.setup()
template = r'{% load i18n %}{% translate "A \"quoted\" word" %}'
engine = Engine(libraries={"i18n": "django.templatetags.i18n"})
rendered, read = engine.from_string(template).render(Context()), templatize(template).strip()
print("rendered:", rendered)
print("templatized:", read)
assert (rendered, read.endswith(r"gettext(u'A \\')")) == ('A "quoted" word', True), read
PY
