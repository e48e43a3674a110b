"""A form of a page as a browser without scripts sends it."""

from html.parser import HTMLParser

Sent = dict[str, list[str]]


class _Form(HTMLParser):
    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.sent, self.inside = form_id, Sent(), False
        self.select, self.options = "", list[tuple[str, bool]]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("id") == self.form_id
        belongs = self.inside or given.get("form") == self.form_id
        name = given.get("name", "")
        if tag == "input" and belongs and name:
            is_box = given.get("type") in {"checkbox", "radio"}
            if not is_box or "checked" in given:
                self.sent.setdefault(name, []).append(given.get("value", "on"))
        elif tag == "select" and belongs and name:
            self.select, self.options = name, []
        elif tag == "option" and self.select:
            self.options.append((given.get("value", ""), "selected" in given))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "select" and self.select:
            chosen = [value for value, is_chosen in self.options if is_chosen] or [self.options[0][0]]
            self.sent.setdefault(self.select, []).append(chosen[-1])
            self.select = ""


def sent_by_page(html: str, form_id: str = "build") -> Sent:
    """What pressing a button of the form would send, without the button."""
    form = _Form(form_id)
    form.feed(html)
    return form.sent
