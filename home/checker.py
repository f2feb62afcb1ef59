"""What the editor's «Проверки» say of a page that is being written: pictures in words, headings in order.

Run in the browser over the preview; the rules are axe's, the words are ours. On the site itself there is no
panel of Wagtail's: readers load no scripts of the editor's, and the policy of the site stays strict.
"""

from __future__ import annotations

from typing import Any, ClassVar

from wagtail.admin.userbar import ContentCheckerItem

BAD_WORDS_FOR_PICTURE = "|".join(
    (
        r"\.(avif|gif|heic|jpe?g|png|svg|webp)$",  # the name of a file
        r"_",
        r"^.{1,4}$",
        r"^(фото|фотография|картинка|рисунок|снимок|изображение|скан|image|img|photo|dsc)[\s№.-]*\d*$",
        r"^(на (фото|картинке|снимке)|фото:)",
    )
)


class EditorsChecker(ContentCheckerItem):
    """axe with the rules that an editor can act upon."""

    axe_include: ClassVar[list[str]] = ["main"]
    axe_run_only: ClassVar[list[str]] = [
        "alt-text-quality",
        "button-name",
        "empty-heading",
        "empty-meta-description",
        "empty-table-header",
        "frame-title",
        "heading-order",
        "image-alt",
        "image-redundant-alt",
        "link-name",
        "p-as-heading",
        "table-duplicate-name",
    ]
    axe_custom_checks: ClassVar[list[dict[str, Any]]] = [
        {"id": "check-image-alt-text", "options": {"pattern": BAD_WORDS_FOR_PICTURE}},
        {"id": "check-empty-meta-description"},
    ]
    axe_messages: ClassVar[dict[str, dict[str, str]]] = {
        "alt-text-quality": {
            "error_name": "Описание картинки ничего не описывает",
            "help_text": "Скажите, что на ней: «Пятиклассники сажают липы у школы», а не «фото1».",
        },
        "button-name": {
            "error_name": "Кнопка без надписи",
            "help_text": "Напишите, что произойдёт: «Записаться», «Открыть расписание».",
        },
        "empty-heading": {
            "error_name": "Пустой заголовок",
            "help_text": "Напишите заголовок или уберите этот блок.",
        },
        "empty-meta-description": {
            "error_name": "Не заполнено «Коротко»",
            "help_text": "Одно-два предложения: их прочтут в списке, в поиске и под ссылкой.",
        },
        "empty-table-header": {
            "error_name": "У столбца таблицы нет заголовка",
            "help_text": "Без него таблицу не понять на слух. Назовите каждый столбец.",
        },
        "frame-title": {
            "error_name": "Видео без названия",
            "help_text": "Заполните «О чём видео».",
        },
        "heading-order": {
            "error_name": "Подзаголовок стоит не под заголовком",
            "help_text": "Сначала блок «Заголовок», внутри его части – «Подзаголовок».",
        },
        "image-alt": {
            "error_name": "Картинка без описания",
            "help_text": "Заполните «Что на картинке»: его услышат те, кто её не видит.",
        },
        "image-redundant-alt": {
            "error_name": "Описание картинки повторяет слова рядом",
            "help_text": "Скажите то, чего рядом не сказано.",
        },
        "link-name": {
            "error_name": "Ссылка без слов",
            "help_text": "Подпишите ссылку тем, что за ней: «список книг для 5 класса», а не «здесь».",
        },
        "p-as-heading": {
            "error_name": "Вместо заголовка – жирный абзац",
            "help_text": "Возьмите блок «Заголовок»: по нему страницу листают на слух и с клавиатуры.",
        },
        "table-duplicate-name": {
            "error_name": "Название таблицы написано дважды",
            "help_text": "Оставьте одно.",
        },
    }
