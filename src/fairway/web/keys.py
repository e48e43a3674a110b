"""Keys in addresses: no more digits than a key can have, so that a longer number is an address nobody has."""

from django.urls.converters import IntConverter


class KeyConverter(IntConverter):
    """A positive number that fits a column of 64 bits."""

    regex = "[0-9]{1,18}"
