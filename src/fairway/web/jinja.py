def environment(**options):
    from jinja2 import Environment
    return Environment(**options)
