"""A coordinator loads a class list: seen first, then done exactly so, once."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from core import tables
from demo.factories import entry_year_of
from joining import sheet
from joining.models import ListUpload
from members.models import AuditEntry, Person, SchoolClass, User
from tests.joining.lists import (
    HEADINGS,
    book,
    confirm,
    kept,
    outcomes,
    preview,
    problem,
    repacked,
    send,
    xlsx,
)
from tests.pages import soup
from tests.personas import CARER, COLLEAGUE, COORDINATOR, MODERATOR, PUPIL, TEACHER


@pytest.fixture
def client(sign_in: Callable[[str], Client]) -> Client:
    return sign_in(COORDINATOR)


def pupils(of_class: str) -> set[str]:
    grade, letter = of_class.split()
    return {
        str(one)
        for one in Person.objects.filter(
            school_class__entry_year=entry_year_of(int(grade)), school_class__letter=letter
        )
    }


def test_a_list_becomes_pupils_and_the_second_time_nothing_changes(client: Client) -> None:
    rows = [["Петров", "Иван", "Сергеевич", "8А"], ["Римская - Корсакова", "Анна", "", "8 «А»"]]
    address, shown = preview(client, xlsx(rows))
    assert {outcome for outcome, _ in shown.values()} == {"новый"}
    assert pupils("8 А") == set()  # looking changes nothing
    confirm(client, address)
    assert pupils("8 А") == {"Петров Иван Сергеевич", "Римская-Корсакова Анна"}
    assert AuditEntry.objects.filter(action="people.imported").count() == 1
    before = set(Person.objects.values_list("pk", flat=True))
    address, shown = preview(client, xlsx(rows))
    assert {outcome for outcome, _ in shown.values()} == {"уже есть"}
    assert "Загружать нечего: все уже есть." in client.get(address).text
    assert set(Person.objects.values_list("pk", flat=True)) == before


def test_headings_in_any_order_a_title_above_full_name_in_one_cell(client: Client) -> None:
    content = (
        "Список класса;;\n;;\nКласс;ФИО;Телефон родителя\n"
        "8-а;Абдул-Заде Али Вагиф оглы;123\n8А;ИВАНОВ ПЁТР;\n"
    ).encode()
    address, shown = preview(client, content, "spisok.csv")
    assert set(shown) == {4, 5}
    page = client.get(address).text
    assert "Столбцы о родителях не загружаются" in page
    confirm(client, address)
    assert pupils("8 А") == {"Абдул-Заде Али Вагиф оглы", "Иванов Пётр"}


def test_three_spellings_of_a_class_and_a_latin_letter(client: Client) -> None:
    spellings = ["8А", "8 «А»", "8-а", "8A", " 8 а класс ", '8 "А"']
    rows = [["Петров", name, "", one] for name, one in zip("АБВГДЕ", spellings, strict=True)]
    address, shown = preview(client, xlsx([[row[0], row[1] * 3, *row[2:]] for row in rows]))
    assert {outcome for outcome, _ in shown.values()} == {"новый"}
    confirm(client, address)
    assert len(pupils("8 А")) == 6
    assert SchoolClass.objects.filter(entry_year=entry_year_of(8)).count() == 1


def test_windows_1251(client: Client) -> None:
    content = "Фамилия;Имя;Класс\nЁлкин;Семён;8А\n".encode("cp1251")
    address, _ = preview(client, content, "spisok.csv")
    confirm(client, address)
    assert pupils("8 А") == {"Ёлкин Семён"}


def test_yo_and_ye_are_one_person_and_the_spelling_stays(client: Client) -> None:
    confirm(client, preview(client, xlsx([["Ерёменко", "Пётр", "", "8А"]]))[0])
    _, shown = preview(client, xlsx([["Еременко", "Петр", "", "8А"]]))
    assert shown[2][0] == "уже есть"


def test_what_was_empty_is_filled_and_a_transfer_is_shown(client: Client) -> None:
    confirm(client, preview(client, xlsx([["Петров", "Иван", "Сергеевич", "7А"]]))[0])
    address, shown = preview(client, xlsx([["Петров", "Иван", "Сергеевич", "7Б", "К-1"]]))
    assert shown[2] == ("меняет класс", "7 «А» → 7 «Б»; № личного дела: пусто → К-1")
    confirm(client, address)
    assert "Петров Иван Сергеевич" in pupils("7 Б")
    assert "Петров Иван Сергеевич" not in pupils("7 А")


def test_a_transferred_pupil_with_an_account_is_of_the_new_class_at_once(client: Client) -> None:
    child = Person.objects.get(account__username=PUPIL)
    Person.objects.filter(pk=child.pk).update(patronymic="Олеговна")
    row = [child.last_name, child.first_name, "Олеговна", "5Б"]
    confirm(client, preview(client, xlsx([row]))[0])
    groups = set(User.objects.get(username=PUPIL).groups.values_list("name", flat=True))
    assert "Класс 5 «Б»" in groups
    assert "Класс 5 «А»" not in groups


def test_twins_and_namesakes(client: Client) -> None:
    rows = [
        ["Петров", "Иван", "Сергеевич", "8А", "К-1"],
        ["Петров", "Иван", "Сергеевич", "8А", "К-2"],  # full namesakes, told apart by the number
        ["Петров", "Пётр", "Сергеевич", "8А", ""],  # a twin
        ["Петров", "Пётр", "Сергеевич", "8А", ""],  # the same row again
        ["Петров", "Иван", "Олегович", "8А", ""],  # another patronymic
        ["Сидоров", "Иван", "", "8А", "К-2"],
        ["Сидоров", "Олег", "", "8А", "К-2"],  # a number of two children
    ]
    address, shown = preview(client, xlsx(rows))
    assert [shown[number][0] for number in range(2, 9)] == [
        "новый", "ошибка", "новый", "повтор", "новый", "ошибка", "ошибка"
    ]  # fmt: skip
    rows[5][4] = rows[6][4] = ""
    address, shown = preview(client, xlsx(rows))
    assert [shown[number][0] for number in range(2, 9)] == [*["новый"] * 3, "повтор", *["новый"] * 3]
    confirm(client, address)
    assert Person.objects.filter(last_name="Петров", first_name="Иван", patronymic="Сергеевич").count() == 2
    _, shown = preview(client, xlsx(rows))
    assert {outcome for outcome, _ in shown.values()} == {"уже есть", "повтор"}


def test_a_child_in_two_classes(client: Client) -> None:
    rows = [["Петров", "Иван", "Сергеевич", "7А"], ["Петров", "Иван", "Сергеевич", "7Б"]]
    address, shown = preview(client, xlsx(rows))
    assert [shown[number][0] for number in (2, 3)] == ["ошибка", "ошибка"]
    assert "этот ученик есть и в другом классе, строка 3" in shown[2][1]
    assert client.post(address, {"fingerprint": "x"}).status_code == 200
    assert not Person.objects.filter(last_name="Петров", first_name="Иван").exists()


def test_a_namesake_elsewhere_without_anything_to_tell_them_apart(client: Client) -> None:
    confirm(client, preview(client, xlsx([["Петров", "Иван", "", "7А"]]))[0])
    _, shown = preview(client, xlsx([["Петров", "Иван", "", "9А"]]))
    assert shown[2][0] == "ошибка"
    assert "7 «А»" in shown[2][1]
    _, shown = preview(client, xlsx([["Петров", "Иван", "", "7А"], ["Петров", "Иван", "", "9А"]]))
    assert shown[2][0] == "уже есть"


def test_errors_name_the_cell_and_the_rest_can_be_loaded(client: Client) -> None:
    rows = [
        ["Петров", "Иван", "", "8А"],
        ["", "Пётр", "", "8А"],
        ["Сидоров", "Олег", "", ""],
        ["Сидоров", "Олег", "", "8"],
        ["Сидоров", "Олег", "", "12А"],
        ["Сидоров", "Олег2", "", "8А"],
        ["Сидоров", "=CONCAT(A1)", "", "8А"],
        ["Сидоpов", "Oleг", "", "8А"],
    ]
    address, shown = preview(client, xlsx(rows))
    assert shown[3] == ("ошибка", "A3, «Фамилия»: пусто")
    assert shown[4] == ("ошибка", "D4, «Класс»: пусто")
    assert "нет буквы" in shown[5][1]
    assert "от 1 до 11" in shown[6][1]
    assert shown[7][1].startswith("B7, «Имя»: «Олег2» не похоже на имя")
    assert shown[8][1].startswith("B8, «Имя»: здесь формула без значения")
    assert "смешаны" in shown[9][1]
    assert set(outcomes(client.get(f"{address}?show=wrong"))) == set(range(3, 10))
    confirm(client, address)
    assert pupils("8 А") == {"Петров Иван"}


def test_a_row_says_all_that_is_wrong_with_it(client: Client) -> None:
    rows = [["", "Олег2", "=A1", "12А", "К" * 41], ["Петров", "Иван", "", "8А", ""]]
    address, shown = preview(client, xlsx(rows))
    [said] = [
        [text.strip() for text in line.find_all("td")[-1].stripped_strings]
        for line in soup(client.get(address)).select("table.listing tbody tr")
        if "ошибка" in line.get_text()
    ]
    assert [one.split(": ")[0] for one in said] == [
        "C2, «Отчество»", "A2, «Фамилия»", "B2, «Имя»", "D2, «Класс»", "E2, «№ личного дела»"
    ]  # fmt: skip
    assert shown[3][0] == "новый"
    _, shown = preview(client, "Класс;ФИО\n8;Петров\n".encode(), "spisok.csv")
    assert "B2, «ФИО»: нужны фамилия и имя" in shown[2][1]
    assert "A2, «Класс»: у класса «8» нет буквы" in shown[2][1]


def test_a_teacher_is_told_of_the_class_and_of_the_number_at_once(sign_in: Callable[[str], Client]) -> None:
    rows = [["Петров", "Иван", "", "5Б", "К-1"], ["Сидоров", "Олег", "", "5А", "К-1"]]
    _, shown = preview(sign_in(TEACHER), xlsx(rows))
    assert "это не ваш класс" in shown[2][1]
    assert "тот же номер у другого ребёнка, строка 3" in shown[2][1]


def by_sheets(client: Client, content: bytes) -> dict[tuple[str, int], tuple[str, str]]:
    """What the preview says of each row, by its sheet and number."""
    sent = send(client, content)
    assert sent.status_code == 302, problem(sent)
    found = {}
    for line in soup(client.get(sent["Location"])).select("table.listing tbody tr"):
        cells = [" ".join(cell.get_text(" ").split()) for cell in line.find_all("td")]
        found[cells[0], int(cells[1])] = (cells[4], cells[5])
    return found


SHORT = ["Фамилия", "Имя"]


def test_twenty_sheets_each_named_by_its_class(client: Client) -> None:
    letters = [f"{grade}{letter}" for grade in range(1, 11) for letter in "ЖЗ"]
    sheets = {name: [SHORT, ["Петров", _letters(n) * 2]] for n, name in enumerate(letters)}
    sheets["Лист21"] = []
    sheets["2Ж"] = [SHORT]
    content = book(sheets)
    assert {outcome for outcome, _ in by_sheets(client, content).values()} == {"новый"}
    address = reverse("joining_admin:preview", args=[kept().pk])
    page = client.get(address).text
    assert "класс взят из названия листа: «1Ж», «1З»" in page
    assert "«7Ж» и другие." in page  # no more than twelve by name
    assert "нет ни одного ученика: «2Ж»" in page
    assert confirm(client, address, make_classes="1").status_code == 302
    assert Person.objects.filter(last_name="Петров").count() == 19
    assert len(pupils("10 З")) == 1
    assert {outcome for outcome, _ in by_sheets(client, content).values()} == {"уже есть"}


@pytest.mark.parametrize("name", ["8 а", "8А", "8-А класс", "8 «A»"])
def test_a_sheet_is_named_by_its_class_as_people_name_it(client: Client, name: str) -> None:
    address, shown = preview(client, book({name: [SHORT, ["Петров", "Иван"]]}))
    assert shown[2][0] == "новый"
    confirm(client, address)
    assert pupils("8 А") == {"Петров Иван"}


def test_the_column_is_worth_more_than_the_name_of_the_sheet(client: Client) -> None:
    rows = [["Фамилия", "Имя", "Класс"], ["Петров", "Иван", "8А"], ["Сидоров", "Олег", ""]]
    address, shown = preview(client, book({"7Б": rows}))
    assert shown[3] == ("ошибка", "C3, «Класс»: пусто")
    confirm(client, address)
    assert pupils("8 А") == {"Петров Иван"}


def test_a_sheet_without_a_class_does_not_hold_the_others(client: Client) -> None:
    sheets = {
        "Лист1": [SHORT, ["Сидоров", "Олег"], ["Юрьев", "Глеб"]],
        "8А": [SHORT, ["Петров", "Иван"]],
        "Памятка": [["Заполняйте без сокращений"]],
        "9": [["Класс", "Имя", "Имя"], ["8А", "Олег", "Олег"]],
    }
    content = book(sheets)
    shown = by_sheets(client, content)
    assert {place: outcome for place, (outcome, _) in shown.items()} == {
        ("Лист1", 1): "ошибка", ("8А", 2): "новый", ("Памятка", 1): "ошибка", ("9", 1): "ошибка"
    }  # fmt: skip
    assert "Лист «Лист1» не прочитан. В строке 1 не хватает заголовков" in shown["Лист1", 1][1]
    assert "можно назвать классом сам лист" in shown["Лист1", 1][1]
    assert "Два столбца с заголовком «Имя»" in shown["9", 1][1]
    confirm(client, reverse("joining_admin:preview", args=[kept().pk]))
    assert pupils("8 А") == {"Петров Иван"}
    assert not Person.objects.filter(last_name__in=["Сидоров", "Юрьев"]).exists()
    del sheets["8А"]
    assert "Лист «Лист1» не прочитан" in problem(send(client, book(sheets)))


def test_one_child_on_two_sheets(client: Client) -> None:
    child = ["Петров", "Иван", "Сергеевич"]
    headings = [*SHORT, "Отчество"]
    shown = by_sheets(client, book({"7А": [headings, child], "7Б": [headings, child]}))
    assert {outcome for outcome, _ in shown.values()} == {"ошибка"}
    assert "этот ученик есть и в другом классе, строка 2 листа «7Б»" in shown["7А", 2][1]
    school = [[*headings, "Класс"], [*child, "7А"]]
    shown = by_sheets(client, book({"Вся школа": school, "7А": [headings, child]}))
    assert shown["Вся школа", 2][0] == "новый"
    assert shown["7А", 2][0] == "повтор"
    assert "повтор строки 2 листа «Вся школа»" in shown["7А", 2][1]
    confirm(client, reverse("joining_admin:preview", args=[kept().pk]))
    assert pupils("7 А") == {"Петров Иван Сергеевич"}


def test_hidden_sheets_are_not_read_and_that_is_said(client: Client) -> None:
    sheets = {"7А": [SHORT, ["Петров", "Иван"]], "7Б": [SHORT, ["Сидоров", "Олег"]]}
    address, shown = preview(client, book(sheets, hidden=("7Б",)))
    assert len(shown) == 1
    assert "Скрытые листы не читаются: «7Б»." in client.get(address).text
    confirm(client, address)
    assert not Person.objects.filter(last_name="Сидоров").exists()


def test_the_bounds_hold_over_all_sheets_together(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [["Петров", _letters(n)] for n in range(6)]
    content = book({"7А": [SHORT, *many], "7Б": [SHORT, *many]})
    monkeypatch.setattr(sheet, "MOST_PUPILS", 11)
    assert "больше 11 учеников" in problem(send(client, content))
    monkeypatch.setattr(tables, "MAX_ROWS", 13)  # with the headings of both there are fourteen
    assert "больше 13 строк" in problem(send(client, content))
    assert "больше 200 листов" in problem(send(client, book({f"Л{n}": [] for n in range(201)})))


def test_two_sheets_of_one_name_and_one_part_as_many_sheets(client: Client) -> None:
    good = book({"7А": [SHORT, ["Петров", "Иван"]], "7Б": [SHORT, ["Сидоров", "Олег"]]})
    assert "два листа с одним названием" in problem(send(client, repacked(good, "7Б", "7А")))
    big = book({"7А": [SHORT, ["Петров", "Иван"]], **{f"Л{n}": [] for n in range(150)}})
    heavy = repacked(big, "</worksheet>", f"<!--{' ' * 500_000}--></worksheet>", "xl/worksheets/sheet2.xml")
    heavy = repacked(heavy, r'/xl/worksheets/sheet\d+\.xml"', '/xl/worksheets/sheet2.xml"')
    assert "при распаковке слишком велик" in problem(send(client, heavy))


def test_merged_cells_mean_their_first_value(client: Client) -> None:
    rows = [["Петров", "Иван", "", "8А"], ["Сидоров", "Олег", "", None], ["Юрьев", "Глеб", "", None]]
    address, shown = preview(client, xlsx(rows, merge="D2:D4"))
    assert {outcome for outcome, _ in shown.values()} == {"новый"}
    confirm(client, address)
    assert len(pupils("8 А")) == 3


def test_new_classes_are_made_only_when_that_is_ticked(client: Client) -> None:
    address, _ = preview(client, xlsx([["Петров", "Иван", "", "8В"]]))
    assert "Завести 1 новый класс: 8 «В»" in client.get(address).text
    assert confirm(client, address).status_code == 200
    assert not SchoolClass.objects.filter(letter="В").exists()
    assert confirm(client, address, make_classes="1").status_code == 302
    made = SchoolClass.objects.get(letter="В")
    assert made.title == "8 «В»"
    assert made.group is not None


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"\n\n", "spisok.csv", "Файл пуст"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "spisok.xlsx", "Это не таблица"),
        (b"PK\x03\x04 not really", "spisok.xlsx", "не открывается как XLSX"),
        ("Кто;Где\nПетров;8А\n".encode(), "spisok.csv", "Не нашлись заголовки"),
        ("Фамилия;Имя\nПетров;Иван\n".encode(), "spisok.csv", "не хватает заголовков"),
        ("Фамилия;Имя;Имя;Класс\nП;И;И;8А\n".encode(), "spisok.csv", "Два столбца"),
        ("Фамилия;Имя;Класс\n".encode(), "spisok.csv", "нет ни одного ученика"),
    ],
)
def test_files_that_are_no_list(client: Client, content: bytes, name: str, said: str) -> None:
    sent = send(client, content, name)
    assert sent.status_code == 200
    assert said in problem(sent)
    assert not ListUpload.objects.exists()


def test_a_picture_by_the_name_of_a_table(client: Client) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 40)).save(picture, "PNG")
    assert "Это не таблица" in problem(send(client, picture.getvalue()))


def test_a_zip_bomb_is_not_unpacked(client: Client) -> None:
    bomb = io.BytesIO(xlsx([["Петров", "Иван", "", "8А"]]))
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b"<a>" + b" " * (80 * 1024 * 1024))
    assert len(bomb.getvalue()) < 1024 * 1024
    assert "при распаковке слишком велик" in problem(send(client, bomb.getvalue()))


def test_entities_that_grow_are_refused(client: Client) -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    sheet = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ха">{laughs}]><worksheet>&a9;</worksheet>'
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx([["П", "И", "", "8А"]]))) as good,
        zipfile.ZipFile(packed, "w") as bad,
    ):
        for item in good.namelist():
            bad.writestr(item, sheet if item.endswith("sheet1.xml") else good.read(item))
    assert "не открывается как XLSX" in problem(send(client, packed.getvalue()))


@pytest.mark.parametrize("last", ["1048576", "1000000000000"])
def test_a_cell_far_below_does_not_hold_the_site(client: Client, last: str) -> None:
    far = f'<row r="{last}"><c r="A{last}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    content = repacked(xlsx([["Петров", "Иван", "", "8А"]]), "</sheetData>", far)
    assert "очень много пустых строк" in problem(send(client, content))


def test_millions_of_empty_lines_are_refused(client: Client) -> None:
    content = "Фамилия;Имя;Класс\n".encode() + b";;\n" * 6_000_000
    assert "очень много пустых строк" in problem(send(client, content, "spisok.csv"))


def test_an_empty_upload_and_none_at_all(client: Client) -> None:
    assert "Файл пуст" in problem(send(client, b""))
    nothing = client.post(reverse("joining_admin:upload"))
    assert "Выберите файл" in problem(nothing)


def test_five_thousand_rows(client: Client) -> None:
    lines = [f"Петров;Имя{_letters(number)};;{number % 11 + 1}А" for number in range(5000)]
    content = "\n".join(["Фамилия;Имя;Отчество;Класс", *lines]).encode()
    address, _ = preview(client, content, "spisok.csv")
    assert confirm(client, address).status_code == 302
    assert Person.objects.filter(last_name="Петров").count() == 5000


def _letters(number: int) -> str:
    return "".join("абвгдежзик"[int(digit)] for digit in str(number))


def test_what_is_confirmed_is_what_was_shown(client: Client) -> None:
    rows = [["Петров", "Иван", "", "8А"]]
    address, _ = preview(client, xlsx(rows))
    drawn = client.get(address).text
    Person.objects.create(
        last_name="Петров",
        first_name="Иван",
        kind=Person.Kind.PUPIL,
        school_class=SchoolClass.objects.get(entry_year=entry_year_of(8)),
    )
    mark = drawn.split('name="fingerprint" value="')[1].split('"')[0]
    answer = client.post(address, {"fingerprint": mark})
    assert answer.status_code == 200
    assert "данные школы изменились" in answer.text
    assert Person.objects.filter(last_name="Петров", first_name="Иван").count() == 1


def test_confirmed_twice_it_is_done_once(client: Client) -> None:
    address, _ = preview(client, xlsx([["Петров", "Иван", "", "8А"]]))
    mark = client.get(address).text.split('name="fingerprint" value="')[1].split('"')[0]
    for _ in range(2):
        assert client.post(address, {"fingerprint": mark}).status_code == 302
    assert Person.objects.filter(last_name="Петров", first_name="Иван").count() == 1
    assert AuditEntry.objects.filter(action="people.imported").count() == 1
    assert kept().rows == []


def test_an_old_preview_is_no_more(client: Client) -> None:
    address, _ = preview(client, xlsx([["Петров", "Иван", "", "8А"]]))
    ListUpload.objects.update(created_at=timezone.now() - timedelta(hours=3))
    assert client.get(address)["Location"] == reverse("joining_admin:upload")


def test_who_has_left_is_not_taken_back_by_a_list(client: Client) -> None:
    child = Person.objects.get(last_name="Щербак", first_name="Глеб")
    Person.objects.filter(pk=child.pk).update(left_on=timezone.localdate())
    _, shown = preview(client, xlsx([["Щербак", "Глеб", "", "5А"]]))
    assert shown[2][0] == "ошибка"
    assert "ушедший" in shown[2][1]


def test_a_class_teacher_loads_the_own_class_alone(sign_in: Callable[[str], Client]) -> None:
    client = sign_in(TEACHER)
    address, shown = preview(client, xlsx([["Петров", "Иван", "", "5А"], ["Сидоров", "Олег", "", "5Б"]]))
    assert [shown[number][0] for number in (2, 3)] == ["новый", "ошибка"]
    confirm(client, address)
    assert "Петров Иван" in pupils("5 А")
    assert "Сидоров Олег" not in pupils("5 Б")
    other = sign_in(COORDINATOR)
    assert other.get(address).status_code == 404  # another's list


@pytest.mark.parametrize("login", [PUPIL, CARER, COLLEAGUE, "mironova"])
def test_nobody_else(sign_in: Callable[[str], Client], login: str) -> None:
    client = sign_in(login)
    for name in ("upload", "letters"):
        assert client.get(reverse(f"joining_admin:{name}")).status_code == 403
    sent = client.post(
        reverse("joining_admin:upload"), {"file": SimpleUploadedFile("a.xlsx", xlsx([["П", "И", "", "8А"]]))}
    )
    assert sent.status_code == 403


def test_a_moderator_as_such_may_not(sign_in: Callable[[str], Client]) -> None:
    SchoolClass.objects.filter(class_teacher__account__username=MODERATOR).update(class_teacher=None)
    assert sign_in(MODERATOR).get(reverse("joining_admin:upload")).status_code == 403


def test_queries_do_not_grow_with_the_list(client: Client, count_queries: Callable[..., int]) -> None:
    few = xlsx([["Петров", f"Имя{_letters(n)}", "", "8А"] for n in range(3)])
    many = xlsx([["Петров", f"Имя{_letters(n)}", "", "8А"] for n in range(300)])
    numbers = []
    for content in (few, many):
        address, _ = preview(client, content)
        numbers.append(count_queries(lambda address=address: client.get(address)))
    assert numbers[0] == numbers[1]
    assert HEADINGS[3] == "Класс"
