"""A teacher's table of sites becomes cards: what is taken, what is refused and what is left alone."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from core.models import Subject
from demo.drawing import landscape
from demo.school import SITES_FILE
from resources.models import SiteCardPage, UsefulSitesPage
from tests.pages import add_page, edit_page
from tests.personas import ANONYMOUS, LIBRARIAN

ROW = {
    "Название": "Небо над степью",
    "Адрес": "https://nebo.example.org/karta",
    "Вид": "журнал",
    "Предметы": "Физика, Математика",
    "Классы": "9-11",
    "Для кого": "ученики, учителя",
    "Для чего": "Карта звёздного неба; рассказы о планетах",
    "Как использовать": "Перед вечерним наблюдением, найти «своё» созвездие",
    "Возраст": "12+",
    "Оплата": "есть платная часть",
    "Регистрация": "нет",
}


def write_csv(path: Path, *rows: dict[str, str], encoding: str = "utf-8", delimiter: str = ";") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_xlsx(path: Path, *rows: dict[str, object]) -> Path:
    book = Workbook()
    book.active.append(list(rows[0]))
    for row in rows:
        book.active.append(list(row.values()))
    book.save(path)
    return path


def run(file: Path, *options: str) -> str:
    said = io.StringIO()
    call_command("import_sites", str(file), *options, stdout=said)
    return said.getvalue()


def cards(row: dict[str, str] = ROW) -> list[SiteCardPage]:
    return list(SiteCardPage.objects.filter(title=row["Название"]).order_by("pk"))


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "sayty.csv"


def is_the_row(card: SiteCardPage) -> bool:
    """Whether every cell of ROW is in its field."""
    assert card.address == "https://nebo.example.org/karta"
    assert card.get_kind_display() == "журнал"
    assert [subject.title for subject in card.subject_list] == ["Математика", "Физика"]
    assert card.grade_list == [9, 10, 11]
    assert card.audiences == ["ученикам", "учителям"]
    assert card.purpose == "Карта звёздного неба; рассказы о планетах"
    assert card.how_to_use == "Перед вечерним наблюдением, найти «своё» созвездие"
    assert card.get_age_mark_display() == "12+"
    assert card.get_cost_display() == "есть платная часть"
    assert card.get_registration_display() == "не нужна"
    return card.live


def test_the_schools_own_file_fills_an_empty_catalogue(sign_in):
    section = UsefulSitesPage.objects.get()
    for card in SiteCardPage.objects.all():
        card.delete()
    with SITES_FILE.open(encoding="utf-8-sig", newline="") as opened:
        table = list(csv.DictReader(opened, delimiter=";"))
    assert len(table) > 24
    said = run(SITES_FILE)
    assert f"Всего строк: {len(table)}. Создана – {len(table)}." in said
    shown = SiteCardPage.objects.child_of(section).live()
    assert {card.title for card in shown} == {row["Название"].strip() for row in table}
    page = sign_in(ANONYMOUS).get(section.url)
    assert f"{len(table)} сайт" in page.text


def test_the_schools_own_file_adds_nothing_to_the_catalogue_made_of_it():
    before = SiteCardPage.objects.count()
    said = run(SITES_FILE)
    assert "Без изменений – " in said
    assert "создана" not in said
    assert "обновлена" not in said
    assert SiteCardPage.objects.count() == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_from_any_excel_becomes_a_card(encoding, delimiter, file):
    said = run(write_csv(file, ROW, encoding=encoding, delimiter=delimiter))
    assert "Строка 2: Небо над степью – создана" in said
    assert "Всего строк: 1. Создана – 1." in said
    (card,) = cards()
    assert is_the_row(card)


def test_an_xlsx_becomes_a_card(tmp_path):
    run(write_xlsx(tmp_path / "sayty.xlsx", ROW))
    (card,) = cards()
    assert is_the_row(card)


def test_numbers_and_empty_cells_of_an_xlsx_are_read_as_a_person_reads_them(tmp_path):
    row = {**ROW, "Классы": 5.0, "Предметы": None, "Регистрация": None}
    run(write_xlsx(tmp_path / "sayty.xlsx", row))
    (card,) = cards()
    assert card.grade_list == [5]
    assert card.subject_list == []


def test_the_card_is_seen_by_everybody_at_its_own_address(file, sign_in):
    run(write_csv(file, ROW))
    page = sign_in(ANONYMOUS).get(cards()[0].url)
    assert page.status_code == 200
    assert "Карта звёздного неба; рассказы о планетах" in page.text
    assert "Перед вечерним наблюдением, найти «своё» созвездие" in page.text
    assert 'href="https://nebo.example.org/karta"' in page.text


@pytest.mark.parametrize(
    ("written", "grades"),
    [
        ("5-7, 9", [5, 6, 7, 9]),
        ("5–7, 9", [5, 6, 7, 9]),
        ("1–4 кл.", [1, 2, 3, 4]),
        ("все", list(range(1, 12))),
        ("7", [7]),
        ("9 класс", [9]),
        ("5 и 6", [5, 6]),
        ("8, 8-9", [8, 9]),
        ("", []),
    ],
)
def test_grades_are_understood_as_people_write_them(written, grades, file):
    run(write_csv(file, {**ROW, "Классы": written}))
    assert cards()[0].grade_list == grades


@pytest.mark.parametrize(
    ("written", "registration", "note"),
    [
        ("нет", "no", ""),
        ("да", "yes", ""),
        ("нужна для сохранения результатов", "partly", "Регистрация нужна для сохранения результатов"),
    ],
)
def test_registration_is_understood(written, registration, note, file):
    run(write_csv(file, {**ROW, "Регистрация": written}))
    (card,) = cards()
    assert (card.registration, card.access_note) == (registration, note)


@pytest.mark.parametrize(
    ("cell", "written", "complaint"),
    [
        ("Предметы", "Физика, Астрология", "Нет предмета «Астрология»"),
        ("Вид", "газета", "«газета» здесь не бывает"),
        ("Возраст", "18+", "«18+» здесь не бывает"),
        ("Оплата", "дорого", "«дорого» здесь не бывает"),
        ("Для кого", "ученики, марсиане", "Не понимаю «марсиане»"),
        ("Классы", "12", "Классы бывают от 1 до 11"),
        ("Классы", "7-5", "Классы бывают от 1 до 11"),
        ("Классы", "старшие", "Не понимаю «старшие»"),
        ("Адрес", "javascript:alert(1)", "http"),
        ("Адрес", "ftp://nebo.example.org", "http"),
        ("Адрес", "просто слова", "не похоже на адрес"),
        ("Адрес", "https://" + "a" * 600 + ".ru", "слишком длинный"),
        ("Адрес", "https://uchitel:parol@example.org", "имя пользователя и пароль"),
        ("Адрес", "", "пусто"),
        ("Название", "", "пусто"),
        ("Для чего", "", "пусто"),
        ("Для чего", "о" * 501, "500"),
        ("Название", "о" * 256, "255"),
        ("Как использовать", "", "пусто"),
        ("Как использовать", "о" * 701, "700"),
        ("Для кого", "", "пусто"),
        ("Регистрация", "нужна " + "о" * 300, "200"),
    ],
)
def test_what_cannot_be_taken_is_named_by_its_cell(cell, written, complaint, file):
    before = SiteCardPage.objects.count()
    said = run(write_csv(file, {**ROW, cell: written}))
    (line,) = [line for line in said.splitlines() if line.startswith("    «")]
    assert line.startswith(f"    «{cell}»: ")
    assert complaint in line
    assert "Не принята – 1." in said
    assert SiteCardPage.objects.count() == before


def test_all_that_is_wrong_in_a_row_is_told_at_once(file):
    said = run(write_csv(file, {**ROW, "Вид": "газета", "Возраст": "18+", "Предметы": "Магия"}))
    assert {line.split("»")[0].strip(" «") for line in said.splitlines() if line.startswith("    ")} == {
        "Вид",
        "Возраст",
        "Предметы",
    }


def test_one_bad_row_stops_nothing(file):
    rows = [
        {**ROW, "Название": "Первый", "Адрес": "https://odin.example.org"},
        {**ROW, "Название": "Второй", "Адрес": "https://dva.example.org", "Возраст": "18+"},
        {**ROW, "Название": "Третий", "Адрес": "https://tri.example.org"},
    ]
    said = run(write_csv(file, *rows))
    assert "Строка 3: Второй – не принята" in said
    assert "Всего строк: 3. Создана – 2, не принята – 1." in said
    made = SiteCardPage.objects.filter(title__in=["Первый", "Второй", "Третий"])
    assert {card.title for card in made.live()} == {"Первый", "Третий"}


def test_the_number_of_a_row_is_that_of_the_spreadsheet_with_empty_rows_counted(file):
    write_csv(file, ROW)
    heading, row = file.read_text(encoding="utf-8").splitlines()
    file.write_text(f"{heading}\n\n;;;\n{row}\n", encoding="utf-8")
    assert "Строка 4: Небо над степью – создана" in run(file)


def test_running_twice_changes_nothing(file):
    run(write_csv(file, ROW))
    (card,) = cards()
    before = (card.latest_revision_id, card.last_published_at)
    said = run(file)
    assert "Всего строк: 1. Без изменений – 1." in said
    (card,) = cards()
    assert (card.latest_revision_id, card.last_published_at) == before
    assert card.revisions.count() == 1


def test_a_changed_row_updates_its_card(file, sign_in):
    run(write_csv(file, ROW))
    (card,) = cards()
    changed = {**ROW, "Для чего": "Теперь и карта Луны", "Классы": "7", "Предметы": "Физика"}
    said = run(write_csv(file, changed))
    assert "Всего строк: 1. Обновлена – 1." in said
    (again,) = cards()
    assert again.pk == card.pk
    assert again.grade_list == [7]
    assert [subject.title for subject in again.subject_list] == ["Физика"]
    assert "Теперь и карта Луны" in sign_in(ANONYMOUS).get(again.url).text


def test_a_card_that_a_person_edited_is_left_alone_until_told_otherwise(file, sign_in):
    run(write_csv(file, ROW))
    (card,) = cards()
    assert edit_page(sign_in(LIBRARIAN), card, {"purpose": "Так понятнее детям"}).status_code == 302
    changed = write_csv(file, {**ROW, "Для чего": "Теперь и карта Луны"})
    said = run(changed)
    assert "оставлена: её правил человек" in said
    assert cards()[0].purpose == "Так понятнее детям"
    assert "Обновлена – 1." in run(changed, "--overwrite")
    assert cards()[0].purpose == "Теперь и карта Луны"


def test_a_card_whose_subject_a_person_took_away_is_left_alone(file, sign_in):
    run(write_csv(file, ROW))
    (card,) = cards()
    response = edit_page(sign_in(LIBRARIAN), card, {"page_subjects-0-DELETE": "on"})
    assert response.status_code == 302
    left = [subject.title for subject in cards()[0].subject_list]
    assert left == ["Физика"]
    assert "оставлена" in run(file)
    assert [subject.title for subject in cards()[0].subject_list] == left


def test_a_persons_draft_is_not_published_by_the_import(file, sign_in):
    run(write_csv(file, ROW))
    (card,) = cards()
    edit_page(sign_in(LIBRARIAN), card, {"purpose": "Черновик, ещё думаю"}, publish=False)
    said = run(write_csv(file, {**ROW, "Для чего": "Теперь и карта Луны"}))
    assert "оставлена" in said
    (card,) = cards()
    assert card.purpose == ROW["Для чего"]
    assert card.get_latest_revision_as_object().purpose == "Черновик, ещё думаю"


def test_a_card_that_a_person_made_is_left_alone(file, sign_in):
    add_page(
        sign_in(LIBRARIAN),
        SiteCardPage,
        UsefulSitesPage.objects.get(),
        {
            "title": "Сделана руками",
            "address": "http://www.nebo.example.org/karta/",
            "kind": "site",
            "purpose": "Смотреть на звёзды.",
            "how_to_use": "Вечером.",
        },
    )
    assert "оставлена" in run(write_csv(file, ROW))
    assert cards() == []
    assert SiteCardPage.objects.get(title="Сделана руками").purpose == "Смотреть на звёзды."


def test_what_the_table_does_not_speak_of_stays_when_a_row_changes(file, sign_in):
    run(write_csv(file, ROW))
    (card,) = cards()
    edit_page(sign_in(LIBRARIAN), card, {"summary": "Любимый сайт нашего кружка."})
    said = run(write_csv(file, {**ROW, "Для чего": "Теперь и карта Луны"}))
    assert "Обновлена – 1." in said
    (card,) = cards()
    assert (card.purpose, card.summary) == ("Теперь и карта Луны", "Любимый сайт нашего кружка.")


def test_a_trial_run_tells_everything_and_keeps_nothing(file):
    run(write_csv(file, ROW))
    (card,) = cards()
    new = {**ROW, "Название": "Новый", "Адрес": "https://novyy.example.org"}
    said = run(write_csv(file, {**ROW, "Для чего": "Иначе"}, new), "--dry-run")
    assert "Создана – 1, обновлена – 1." in said
    assert "на сайте ничего не изменилось" in said
    assert cards(new) == []
    (again,) = cards()
    assert again.purpose == ROW["Для чего"]
    assert again.latest_revision_id == card.latest_revision_id
    assert again.revisions.count() == 1


def broken_xlsx(content: bytes) -> bytes:
    """A workbook whose sheet was cut in the middle, as after a failed download."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            part = source.read(name)
            archive.writestr(name, part[: len(part) // 2] if "sheet1" in name else part)
    return target.getvalue()


def test_missing_columns_are_named(file):
    row = {name: value for name, value in ROW.items() if name not in {"Адрес", "Возраст"}}
    with pytest.raises(CommandError, match="Нет столбцов: «Адрес», «Возраст»"):
        run(write_csv(file, row))


def test_columns_that_a_card_can_do_without_may_be_missing(file):
    optional = {"Предметы", "Классы", "Оплата", "Регистрация"}
    run(write_csv(file, {name: value for name, value in ROW.items() if name not in optional}))
    (card,) = cards()
    assert card.get_cost_display() == "бесплатно"
    assert card.get_registration_display() == "не нужна"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "Файл пуст"),
        ("\ufeff\r\n\r\n".encode(), "Файл пуст"),
        (";".join(ROW).encode(), "только заголовки"),
        ("Название;Адрес;Адрес\nа;б;в".encode(), "Два столбца с одним заголовком"),
    ],
)
def test_a_file_without_rows_is_refused_in_words(content, complaint, file):
    file.write_bytes(content)
    with pytest.raises(CommandError, match=complaint):
        run(file)


def test_a_picture_renamed_to_a_table_is_refused_in_words(tmp_path):
    path = tmp_path / "sayty.xlsx"
    path.write_bytes(landscape(1).read())
    with pytest.raises(CommandError, match="не таблица"):
        run(path)


def test_an_archive_renamed_to_a_table_is_refused_in_words(tmp_path):
    path = tmp_path / "sayty.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("pismo.txt", "Здравствуйте!")
    with pytest.raises(CommandError, match="не открывается как XLSX"):
        run(path)


def test_a_damaged_workbook_is_refused_in_words(tmp_path):
    path = write_xlsx(tmp_path / "sayty.xlsx", ROW)
    path.write_bytes(broken_xlsx(path.read_bytes()))
    with pytest.raises(CommandError, match="не открывается как XLSX"):
        run(path)
    assert cards() == []


def test_no_file_and_a_folder_instead_of_a_file_are_refused_in_words(tmp_path):
    with pytest.raises(CommandError, match="Нет файла"):
        run(tmp_path / "net.csv")
    with pytest.raises(CommandError, match="файл"):
        run(tmp_path)


def test_without_the_section_the_command_says_what_to_do(file):
    UsefulSitesPage.objects.get().delete()
    with pytest.raises(CommandError, match="нет раздела «Полезные сайты»"):
        run(write_csv(file, ROW))


def test_the_second_of_two_twins_in_one_file_is_refused(file):
    twin = {**ROW, "Название": "Двойник", "Адрес": "http://www.nebo.example.org/karta/"}
    said = run(write_csv(file, ROW, twin))
    assert "«Адрес»: тот же адрес уже был в строке 2" in said
    assert "Создана – 1, не принята – 1." in said
    assert cards(twin) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://nebo.example.org", "http://nebo.example.org"),
        ("https://nebo.example.org", "https://www.nebo.example.org"),
        ("https://nebo.example.org", "https://nebo.example.org/"),
        ("https://nebo.example.org", "NEBO.example.org"),
        ("https://nebo.example.org", "https://nebo.example.org:443/#karta"),
        ("http://nebo.example.org:80/a", "https://www.nebo.example.org/a/"),
        ("https://урокцифры.рф", "https://xn--h1adlhdnlo2c.xn--p1ai"),
        ("https://урокцифры.рф", "http://www.УРОКЦИФРЫ.рф/"),
        ("https://nebo.example.org/луна", "https://nebo.example.org/%D0%BB%D1%83%D0%BD%D0%B0"),
    ],
)
def test_one_address_written_in_two_ways_is_one_card(one, other, file):
    run(write_csv(file, {**ROW, "Адрес": one}))
    before = SiteCardPage.objects.count()
    assert "не принята" not in run(write_csv(file, {**ROW, "Адрес": other}))
    assert SiteCardPage.objects.count() == before
    assert len(cards()) == 1


def test_two_pages_of_one_site_are_two_cards(file):
    luna = {**ROW, "Название": "Луна", "Адрес": "https://nebo.example.org/luna"}
    found = {**ROW, "Название": "Поиск", "Адрес": "https://nebo.example.org/luna?q=1"}
    run(write_csv(file, ROW, luna, found))
    assert [len(cards(row)) for row in (ROW, luna, found)] == [1, 1, 1]


def test_subjects_are_known_by_name_whatever_the_case(file):
    run(write_csv(file, {**ROW, "Предметы": "ФИЗИКА; окружающий  мир"}))
    expected = set(Subject.objects.filter(slug__in=["fizika", "okruzhayuschiy-mir"]))
    assert set(cards()[0].subject_list) == expected
