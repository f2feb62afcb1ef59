"""Blocks of text."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from core.blocks.values import ButtonValue, PictureValue

PLAIN_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]


class HeadingBlock(blocks.StructBlock):
    """A heading of the second level with an address of its own."""

    text = blocks.CharBlock(label="Заголовок", max_length=160)

    class Meta:
        icon = "title"
        label = "Заголовок"
        description = "Начинает новую часть страницы; на него можно дать ссылку."
        template = "blocks/heading.html"
        preview_value = {"text": "Что взять с собой"}


class SubheadingBlock(blocks.StructBlock):
    """A heading of the third level, inside a part."""

    text = blocks.CharBlock(label="Подзаголовок", max_length=160)

    class Meta:
        icon = "minus"
        label = "Подзаголовок"
        description = "Делит большую часть на меньшие. Ставьте только после заголовка."
        template = "blocks/subheading.html"
        preview_value = {"text": "Если идёт дождь"}


class TextBlock(blocks.RichTextBlock):
    """Paragraphs and lists."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": PLAIN_FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = "Текст"
        description = "Абзацы, списки, ссылки."
        template = "blocks/text.html"
        preview_value = "<p>Встречаемся у школы в половине девятого. Форма – спортивная.</p>"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words and whose they are."""

    text = blocks.TextBlock(label="Цитата")
    source = blocks.CharBlock(label="Кто и откуда", required=False, max_length=160)

    class Meta:
        icon = "openquote"
        label = "Цитата"
        description = "Чужие слова с указанием, чьи они."
        template = "blocks/quote.html"
        preview_value = {"text": "Ученье – свет, а неученье – тьма.", "source": "Пословица"}


class NoteBlock(blocks.StructBlock):
    """A note beside the text: advice, a warning, a question."""

    kind = blocks.ChoiceBlock(
        label="Вид",
        choices=[("advice", "Совет"), ("important", "Важно"), ("question", "Вопрос")],
        default="advice",
    )
    text = blocks.RichTextBlock(label="Текст", features=PLAIN_FEATURES)

    class Meta:
        icon = "info-circle"
        label = "Врезка"
        description = "Совет, предупреждение или вопрос, который нельзя пропустить."
        template = "blocks/note.html"
        preview_value = {"kind": "advice", "text": "<p>Попробуйте сначала сами.</p>"}


class ButtonBlock(blocks.StructBlock):
    """A link that stands out: to a page of the site or to an address."""

    text = blocks.CharBlock(label="Надпись", max_length=60)
    page = blocks.PageChooserBlock(label="Страница сайта", required=False)
    url = blocks.URLBlock(label="или адрес в Интернете", required=False)

    class Meta:
        icon = "link"
        label = "Кнопка-ссылка"
        description = "Одна главная ссылка страницы: записаться, открыть, перейти."
        template = "blocks/button.html"
        value_class = ButtonValue
        preview_value = {"text": "Открыть расписание", "url": "https://example.org/"}

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if bool(cleaned.get("page")) == bool(cleaned.get("url")):
            message = ValidationError("Укажите либо страницу сайта, либо адрес – что-нибудь одно.")
            raise StructBlockValidationError({"page": message})
        return cleaned


class StepBlock(blocks.StructBlock):
    """One step of an instruction, with a picture of what is seen on the screen."""

    title = blocks.CharBlock(label="Что сделать", max_length=160)
    text = blocks.RichTextBlock(label="Подробнее", features=PLAIN_FEATURES, required=False)
    image = ImageChooserBlock(label="Картинка", required=False)

    class Meta:
        icon = "list-ol"
        label = "Шаг"
        description = "Одно действие: что нажать и что должно получиться."
        template = "blocks/step.html"
        value_class = PictureValue
        preview_value = {"title": "Откройте сайт", "text": "<p>Наберите адрес в строке браузера.</p>"}
