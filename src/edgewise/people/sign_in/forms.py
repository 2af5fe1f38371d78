"""The address to which a sign-in code is sent."""

from __future__ import annotations

from allauth.account.forms import RequestLoginCodeForm
from allauth.core import context
from django.core.exceptions import ValidationError

from edgewise.people.sign_in.limits import too_many_letters
from edgewise.people.sign_in.queries import person_with


class CodeForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    def clean_email(self) -> str:
        """The same words to known and unknown addresses. The limits are ours: allauth counts a whole office as one."""
        email: str = self.cleaned_data["email"].lower()
        if words := too_many_letters(context.request, email):
            raise ValidationError(str(words))
        known = person_with(email)
        self._user = known if known is not None and known.is_active else None
        return email
