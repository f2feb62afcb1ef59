"""Pictures and documents. Both are as private as the pages they stand on (core.files)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import models
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from core.pictures import CleanUpload, reencode


class SitePicture(AbstractImage):
    """A picture, re-encoded at upload: no EXIF, no place, the right way up."""

    class Children(models.TextChoices):
        NO = "no", "нет, детей узнать нельзя или их здесь нет"
        YES = "yes", "да, детей можно узнать"

    children_recognisable = models.CharField(
        "можно ли узнать детей",
        max_length=8,
        choices=Children,
        help_text="Снимок, на котором детей можно узнать, публикуют только с согласия родителей.",
    )
    credit = models.CharField("автор снимка или рисунка", max_length=160, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "children_recognisable", "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = "картинка"
        verbose_name_plural = "картинки"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and (self._state.adding or not self.file._committed):
            if isinstance(self.file.file, CleanUpload):
                self._set_image_file_metadata()
            else:
                self._store_clean_file()
        super().save(*args, **kwargs)

    def _store_clean_file(self) -> None:
        """Put the re-encoded picture in place of the upload, stored already (several at once) or not."""
        clean = reencode(self.file)
        stored_as = self.file.name if self.file._committed else ""
        self.file.close()
        self.file.save(Path(self.file.name or "").name, clean, save=False)
        if stored_as and stored_as != self.file.name:
            self.file.storage.delete(stored_as)
        self._set_image_file_metadata()
        self.file.close()


class PictureRendition(AbstractRendition):
    """A size of a picture, made when first shown."""

    image = models.ForeignKey(SitePicture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = "размер картинки"
        verbose_name_plural = "размеры картинок"
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="core_rendition_unique"
            )
        ]


class SiteDocument(AbstractDocument):
    """A file that people open or save; served through a view that checks."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = "файл"
        verbose_name_plural = "файлы"

    def clean(self) -> None:
        if self.file:  # the form has told already what is wrong with one that it refused
            super().clean()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not self.file._committed:
            self._set_document_file_metadata()
        super().save(*args, **kwargs)
