"""An uploaded photograph."""

from __future__ import annotations

from typing import BinaryIO, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.people.photographs.actions import NoPicture, small_square

MOST_BYTES = 10_000_000


class PhotographForm(forms.Form):
    """Cleaned, `photograph` is the small square that is kept."""

    photograph = forms.FileField(
        label=gettext_lazy("Photograph"),
        help_text=gettext_lazy("JPEG, PNG or WebP, up to 10 MB. We keep only a small square from the middle."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    def clean_photograph(self) -> bytes:
        file: UploadedFile[bytes] = self.cleaned_data["photograph"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB. Choose a smaller one."))
        try:
            return small_square(cast(BinaryIO, file))
        except NoPicture:
            raise forms.ValidationError(
                _("We cannot read this picture. Choose a JPEG, PNG or WebP of at most 40 megapixels.")
            ) from None
