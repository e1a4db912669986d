"""How much a key may still ask of a model, kept in Redis so that all processes count together.

A token bucket for requests and one for tokens, as the provider's headers describe theirs: so many left, full again in so
many seconds. A call takes before it is made; what it really used and what the headers say then correct the bucket."""

import hashlib
import time
from collections.abc import Mapping
from typing import Any

from career_copilot import live
from career_copilot.ai.endpoints import Endpoint
from career_copilot.ai.retry_after import seconds_of

PREFIX = "career-copilot:model:"
KEPT_SECONDS = 2 * 86_400
KINDS = ("requests", "tokens")

_TAKE = """
local now, wait = tonumber(ARGV[1]), 0
local blocked = tonumber(redis.call('hget', KEYS[1], 'blocked_until') or '0')
if blocked > now then return tostring(blocked - now) end
local left = {}
for i, kind in ipairs({'requests', 'tokens'}) do
    local row = redis.call('hmget', KEYS[1], kind .. '_limit', kind .. '_level', kind .. '_rate', kind .. '_at')
    if row[1] then
        local limit, rate = tonumber(row[1]), tonumber(row[3])
        local level = math.min(limit, tonumber(row[2]) + rate * math.max(0, now - tonumber(row[4])))
        local need = math.min(tonumber(ARGV[1 + i]), limit)
        if level < need then wait = math.max(wait, rate > 0 and (need - level) / rate or 60) end
        left[kind] = level - need
    end
end
if wait > 0 then return tostring(wait) end
for kind, level in pairs(left) do redis.call('hset', KEYS[1], kind .. '_level', tostring(level), kind .. '_at', tostring(now)) end
return '0'
"""
_LEARN = """
local now, kind, limit, told, rate = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local row = redis.call('hmget', KEYS[1], kind .. '_level', kind .. '_at')
local level = told
if row[1] then
    local kept = math.min(limit, tonumber(row[1]) + rate * math.max(0, now - tonumber(row[2])) + tonumber(ARGV[6]))
    level = math.min(told, kept)
end
redis.call('hset', KEYS[1], kind .. '_limit', tostring(limit), kind .. '_level', tostring(level), kind .. '_rate', tostring(rate),
    kind .. '_at', tostring(now))
redis.call('expire', KEYS[1], ARGV[7])
"""


def scope(endpoint: Endpoint, model: str) -> str:
    """Names the bucket of this key and model; the key cannot be found from it."""
    key = hashlib.sha256(f"{endpoint.url}\n{endpoint.key}".encode()).hexdigest()[:24]
    return f"{PREFIX}limits:{key}:{model}"


def take(endpoint: Endpoint, model: str, tokens: int) -> float:
    """Take one request and so many tokens and return 0; or take nothing and return in how many seconds they are there."""
    answer: Any = live.client().eval(_TAKE, 1, scope(endpoint, model), repr(time.time()), "1", str(tokens))
    return float(answer)


def learn(endpoint: Endpoint, model: str, headers: Mapping[str, str], taken: int, used: int | None) -> None:
    """What the provider says is left; `taken` tokens were reserved and `used` were needed (None: unknown yet)."""
    for kind in KINDS:
        limit = _number(headers.get(f"x-ratelimit-limit-{kind}"))
        told = _number(headers.get(f"x-ratelimit-remaining-{kind}"))
        reset = seconds_of(headers.get(f"x-ratelimit-reset-{kind}"))
        if not limit or told is None:
            continue
        missing = limit - told
        rate = missing / reset if reset and missing > 0 else limit / 60
        back = max(0, taken - used) if kind == "tokens" and used is not None else 0
        live.client().eval(
            _LEARN,
            1,
            scope(endpoint, model),
            repr(time.time()),
            kind,
            str(limit),
            str(told),
            repr(rate),
            str(back),
            str(KEPT_SECONDS),
        )


def block(endpoint: Endpoint, model: str, seconds: float) -> None:
    """The provider refused: nobody asks again before it said."""
    name = scope(endpoint, model)
    with live.client().pipeline() as pipeline:
        pipeline.hset(name, "blocked_until", repr(time.time() + seconds))
        pipeline.expire(name, max(KEPT_SECONDS, int(seconds) + 60))
        pipeline.execute()


def _number(told: str | None) -> int | None:
    return int(told) if told and told.isascii() and told.isdecimal() and len(told) < 13 else None
