"""Every CRM behind one promise (`source.py`): one closet per vendor, each of the same shape.

Takes a vendor's payloads; gives canonical rows and stores them. Nobody above `records` knows a vendor exists.
"""
