"""Observing how a session is led: somebody above whoever leads it, who both agreed to have beside them, with a rubric.

It is about whoever leads the session and never about the seller. Whoever observed and whoever was observed read it, and
nobody else; nothing of it is added up, but for whether it is enough for a certificate.
"""
