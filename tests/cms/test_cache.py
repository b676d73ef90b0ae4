"""The cache is Redis where REDIS_URL says so."""

import os

import pytest
import redis
from django.core.cache import cache
from django.test import override_settings

from cms.settings import base
from tests.support import require_or_skip

URL = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")


@pytest.fixture
def redis_url(monkeypatch):
    try:
        with redis.Redis.from_url(URL) as server:
            server.ping()
    except redis.ConnectionError:
        require_or_skip(f"no Redis answers at {URL}")
    monkeypatch.setenv("REDIS_URL", URL)


@pytest.mark.usefixtures("redis_url")
def test_what_is_put_into_redis_comes_out_again():
    with override_settings(CACHES={"default": base.cache()}):
        cache.set("test-of-the-cache", "مشروع", timeout=5)
        assert cache.get("test-of-the-cache") == "مشروع"
        cache.delete("test-of-the-cache")
        assert cache.get("test-of-the-cache") is None


def test_without_redis_the_cache_is_inside_the_process(monkeypatch):
    monkeypatch.delenv("REDIS_URL", raising=False)
    assert base.cache() == {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
