"""The people of the demo school: 25, across the roles. One login a role; children are few and fictional."""

from __future__ import annotations

from dataclasses import dataclass

from members import roles


@dataclass(frozen=True, slots=True)
class Character:
    """One person: key, name, kind, where from, and the roles of the account if there is one."""

    key: str
    last_name: str
    first_name: str
    patronymic: str = ""
    kind: str = "staff"
    position: str = ""
    organisation: str = ""
    grade: int = 0
    letter: str = "А"
    roles: tuple[str, ...] = ()
    login: str = ""
    shown_as: str = "full"


_TEACHER = (roles.TEACHERS,)
_MODERATOR = (roles.TEACHERS, roles.MODERATORS)
PEOPLE = [
    Character("sokolova", "Соколова", "Марина", "Викторовна", position="заместитель директора",
              roles=(roles.COORDINATORS,), login="koordinator"),
    Character("belyaev", "Беляев", "Андрей", "Николаевич", position="учитель информатики",
              roles=_MODERATOR, login="admin"),
    Character("dyachenko", "Дьяченко", "Ольга", "Сергеевна", position="учитель математики",
              roles=_MODERATOR, login="moderator"),
    Character("gromova", "Громова", "Елена", "Павловна", position="учитель русского языка и литературы",
              roles=_MODERATOR, login="gromova"),
    Character("lysenko", "Лысенко", "Тамара", "Ивановна", position="учитель биологии",
              roles=_MODERATOR, login="lysenko"),
    Character("tlekhas", "Тлехас", "Зарема", "Муратовна", position="учитель химии",
              roles=_TEACHER, login="tlekhas"),
    Character("orlov", "Орлов", "Виктор", "Степанович", position="учитель физики",
              roles=_TEACHER, login="uchitel", shown_as="initials"),
    Character("khapachev", "Хапачев", "Руслан", "Асланович", position="учитель истории",
              roles=_MODERATOR, login="khapachev"),
    Character("kravtsova", "Кравцова", "Наталья", "Юрьевна", position="учитель начальных классов",
              roles=_TEACHER, login="kravtsova"),
    Character("zhuravlyova", "Журавлёва", "Светлана", "Петровна", position="библиотекарь",
              roles=_MODERATOR, login="zhuravlyova"),
    Character("mironova", "Миронова", "Анна", "Дмитриевна", position="педагог-психолог",
              roles=_TEACHER, login="mironova"),
    Character("zaytseva", "Зайцева", "Ирина", "Олеговна", position="учитель музыки",
              roles=_TEACHER, login="zaytseva"),
    Character("petrenko", "Петренко", "Сергей", "Иванович", position="учитель физкультуры и ОБЗР",
              roles=_TEACHER, login="petrenko"),
    Character("ekspert", "Волкова", "Лидия", "Андреевна", kind="colleague", position="методист",
              organisation="Зареченский методический кабинет", roles=(roles.REVIEWERS,), login="ekspert"),
    Character("kollega", "Самойлов", "Игорь", "Петрович", kind="colleague", position="учитель географии",
              organisation="Степновская школа", roles=(roles.COLLEAGUES,), login="kollega"),
    Character("roditel", "Иванченко", "Оксана", "Васильевна", kind="carer", shown_as="polite",
              roles=(roles.CARERS,), login="roditel"),
    Character("gerasimov", "Герасимов", "Павел", "Алексеевич", kind="carer", shown_as="polite",
              roles=(roles.CARERS,), login="gerasimov"),
    Character("khuazheva", "Хуажева", "Фатима", "Рамазановна", kind="carer", shown_as="polite"),
    Character("beloded", "Белодед", "Роман", "Игоревич", kind="carer", shown_as="polite"),
    Character("uchenik", "Иванченко", "Дарья", kind="pupil", grade=5, roles=(roles.PUPILS,), login="uchenik"),
    Character("pupil2", "Герасимов", "Максим", kind="pupil", grade=7, letter="Б",
              roles=(roles.PUPILS,), login="uchenik7b"),
    Character("pupil3", "Хуажев", "Тимур", kind="pupil", grade=9),
    Character("pupil4", "Белодед", "София", kind="pupil", grade=5, roles=(roles.PUPILS,), login="uchenik5a"),
    Character("pupil5", "Черкашин", "Артём", kind="pupil", grade=11),
    Character("pupil6", "Меретукова", "Саида", kind="pupil", grade=3),
]  # fmt: skip
LOGINS = [
    ("admin", "администратор: может всё"),
    ("koordinator", "координатор"),
    ("moderator", "модератор"),
    ("uchitel", "учитель"),
    ("ekspert", "эксперт"),
    ("roditel", "родитель"),
    ("uchenik", "ученица 5 «А»"),
    ("kollega", "коллега из другой школы"),
]
CLASSES = [(grade, "А") for grade in range(1, 12)] + [(5, "Б"), (7, "Б")]
