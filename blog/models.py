"""Блог учителей: posts with authors, tags and an archive."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable
from wagtail.query import PageQuerySet
from wagtail.search import index

from blog.feeds import BlogFeed
from core.filters import SubjectGradeFilter
from core.models import ContentPage, ListingPage
from core.text import quoted
from core.visibility import visible_to
from members.display import display_name
from members.models import Person


class PostTag(TaggedItemBase):
    """A tag on a post."""

    content_object = ParentalKey("blog.PostPage", on_delete=models.CASCADE, related_name="tagged_items")


class PostPage(ContentPage):
    """What a teacher tells colleagues, parents and pupils."""

    template = "blog/post_page.html"
    parent_page_types: ClassVar[list[str]] = ["blog.BlogPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Запись в блоге учителей: опыт, находки, вопросы."
    stream = "Блог учителей"
    icon = "message-square"
    stream_order = 40
    counted_as = "запись,записи,записей"
    card_prefetch = ("authors__person",)

    published_on = models.DateField("дата", default=timezone.localdate)
    tags = ClusterTaggableManager(through=PostTag, blank=True, verbose_name="метки")

    content_panels = [
        *ContentPage.content_panels[:1],
        InlinePanel(
            "authors",
            label="Автор",
            heading="Авторы",
            min_num=1,
            help_text="Кто написал. Можно назвать нескольких; первый – главный.",
        ),
        FieldPanel("published_on", help_text="День записи. По нему она встанет в ленте и в архиве."),
        *ContentPage.content_panels[1:],
        FieldPanel(
            "tags", help_text="Слова, по которым найдут похожее: проекты, начальная школа. Через запятую."
        ),
    ]
    search_fields = [
        *ContentPage.search_fields,
        index.RelatedFields("tags", [index.SearchField("name")]),
        index.SearchField("author_names"),
    ]

    class Meta:
        verbose_name = "запись блога"
        verbose_name_plural = "записи блога"

    @classmethod
    def listed(cls) -> PageQuerySet:
        return cls.objects.order_by("-published_on", "-pk")

    @property
    def author_list(self) -> list[Person]:
        """Adults: the form offers no others."""
        return [row.person for row in self.authors.all()]

    @property
    def written_by(self) -> list[Person]:
        return self.author_list

    def begin_by(self, person: Person) -> None:
        self.authors.add(PostAuthor(person=person))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        if not self.pk or not self.live or not self.published_on:  # a draft has no place among the others yet
            return context
        posts = visible_to(PostPage.listed().sibling_of(self), request.user)
        same_day = models.Q(published_on=self.published_on)
        earlier = models.Q(published_on__lt=self.published_on) | same_day & models.Q(pk__lt=self.pk)
        later = models.Q(published_on__gt=self.published_on) | same_day & models.Q(pk__gt=self.pk)
        return context | {"earlier": posts.filter(earlier).first(), "later": posts.filter(later).last()}

    def author_names(self) -> str:
        """For search: authors as everybody sees them."""
        return ", ".join(display_name(person, AnonymousUser()) for person in self.author_list)

    def card_meta(self) -> list[str]:
        return [self.author_names(), format_date(self.published_on, "j E Y")]


class PostAuthor(Orderable):
    """An author of a post, in the order of the form."""

    page = ParentalKey(PostPage, on_delete=models.CASCADE, related_name="authors")
    person = models.ForeignKey(
        "members.Person",
        models.CASCADE,
        verbose_name="автор",
        related_name="posts",
        limit_choices_to=~models.Q(kind="pupil"),
    )

    class Meta(Orderable.Meta):
        verbose_name = "автор записи"
        verbose_name_plural = "авторы записи"

    def __str__(self) -> str:
        return str(self.person)


class BlogPage(RoutablePageMixin, ListingPage):
    """The blog; its archive by year and by author; its feed."""

    template = "blog/blog_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["blog.PostPage"]
    page_description = "Раздел «Блог учителей»: записи, архив по годам и авторам, лента."
    filter_form = SubjectGradeFilter
    found_forms = "запись,записи,записей"
    icon = "message-square"

    class Meta:
        verbose_name = "раздел «Блог учителей»"
        verbose_name_plural = "разделы «Блог учителей»"

    def get_items(self) -> models.QuerySet[Any]:
        return PostPage.listed().child_of(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        posts = visible_to(PostPage.objects.child_of(self), request.user)
        context["years"] = [day.year for day in posts.dates("published_on", "year", order="DESC")]
        writers = Person.objects.filter(posts__page__in=posts.values("pk")).exclude(kind=Person.Kind.PUPIL)
        context["writers"] = writers.distinct()
        return context

    def _part(self, request: HttpRequest, items: models.QuerySet[Any], title: str) -> HttpResponse:
        return self.render(
            request, context_overrides={**self.get_listing(request, items), "part_title": title}
        )

    @path("<int:year>/", name="year")
    def by_year(self, request: HttpRequest, year: int) -> HttpResponse:
        """The posts of one year; 404 for a year without any."""
        items = (
            self.get_items().filter(published_on__year=year)
            if date.min.year <= year <= date.max.year
            else PostPage.objects.none()
        )
        if not visible_to(items, request.user).exists():
            raise Http404
        return self._part(request, items, f"Записи за {year} год")

    @path("author/<int:person_id>/", name="author")
    def by_author(self, request: HttpRequest, person_id: int) -> HttpResponse:
        """The posts of one author; 404 for who has written none."""
        if person_id >= 2**63:
            raise Http404
        items = self.get_items().filter(authors__person_id=person_id)
        if not visible_to(items, request.user).exists():
            raise Http404
        author = Person.objects.select_related("school_class").get(pk=person_id)
        return self._part(request, items, f"Автор – {display_name(author, request.user)}")

    @path("tag/<str:tag>/", name="tag")
    def by_tag(self, request: HttpRequest, tag: str) -> HttpResponse:
        """The posts with one tag; 404 for a tag that none bears."""
        items = self.get_items().filter(tags__slug=tag).distinct()
        if not visible_to(items, request.user).exists():
            raise Http404
        name = PostTag.tag_model().objects.get(slug=tag).name
        return self._part(request, items, f"Метка {quoted(name)}")

    @path("feed/", name="feed")
    def feed(self, request: HttpRequest) -> HttpResponse:
        """The latest posts as Atom, those that everybody may see."""
        return BlogFeed()(request, blog=self)
