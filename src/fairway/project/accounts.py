"""Accounts are made by operations, never by passers-by, and end with their person's last day."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from fairway.people.actions.accounts import has_left


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Any, **hooks: Any) -> HttpResponse | None:
        """Nobody enters after their last day, or once the account was closed; only who knew the password learns why."""
        refusal: HttpResponse | None = super().pre_login(request, user, **hooks)
        return redirect("account_inactive") if refusal is None and has_left(user) else refusal
