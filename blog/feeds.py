"""The blog's Atom feed."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed

from core.visibility import visible_to

if TYPE_CHECKING:
    from blog.models import BlogPage, PostPage

LATEST = 20


class BlogFeed(Feed):
    """A feed reader signs nobody in: it gets what anonymous visitors may see."""

    feed_type = Atom1Feed
    language = "ru"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> BlogPage:
        return kwargs["blog"]

    def title(self, blog: BlogPage) -> str:
        return f"{blog.title} – Вместе"

    def subtitle(self, blog: BlogPage) -> str:
        return blog.summary

    def link(self, blog: BlogPage) -> str:
        return blog.get_absolute_url()

    def items(self, blog: BlogPage) -> list[PostPage]:
        posts = visible_to(blog.get_items(), AnonymousUser())
        return list(posts.prefetch_related("authors__person")[:LATEST])

    def item_title(self, post: PostPage) -> str:
        return post.title

    def item_description(self, post: PostPage) -> str:
        return post.summary

    def item_link(self, post: PostPage) -> str:
        return post.get_absolute_url()

    def item_author_name(self, post: PostPage) -> str:
        return post.author_names()

    def item_pubdate(self, post: PostPage) -> datetime:
        return datetime.combine(post.published_on, time(), tzinfo=UTC)

    def item_updateddate(self, post: PostPage) -> datetime | None:
        return post.last_published_at
