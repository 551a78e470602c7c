"""The one library that every tag of the kit is registered in."""

from django import template

register = template.Library()
