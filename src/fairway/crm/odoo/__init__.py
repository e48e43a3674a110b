"""Odoo 17 and later: people, deals, activities and absences over JSON-2 (19 and later) or JSON-RPC.

Takes an address, a database and a key; gives canonical rows. How each of Odoo's traps is decided stands
beside the code that decides it and, for readers of the product, in docs/how-to/connect-odoo.md.
"""
