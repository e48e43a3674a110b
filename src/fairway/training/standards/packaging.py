"""A module as a SCORM 1.2 package: a zip with a manifest, one page that needs nothing else, its script and its style.

Names and places are those of the SCORM 1.2 Content Aggregation Model (ADL 2001). Plain Python.
"""

from collections.abc import Mapping
from io import BytesIO
from xml.etree import ElementTree as Xml
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from fairway.training.curriculum.types import Module

IMS = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
PAGE = "index.html"
MASTERY = 80  # of 100
WRITTEN_ON = (2020, 1, 1, 0, 0, 0)  # the same module makes the same bytes


def package(module: Module, files: Mapping[str, bytes]) -> bytes:
    """The zip. `files` by name, the page among them."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in {"imsmanifest.xml": manifest(module, sorted(files)), **files}.items():
            stated = ZipInfo(name, WRITTEN_ON)
            stated.compress_type = ZIP_DEFLATED
            stated.external_attr = 0o644 << 16
            archive.writestr(stated, content)
    return target.getvalue()


def manifest(module: Module, names: list[str]) -> bytes:
    """What a learning system reads first: one organisation, one item, one object that reports."""
    Xml.register_namespace("", IMS)
    Xml.register_namespace("adlcp", ADL)
    root = Xml.Element(f"{{{IMS}}}manifest", {"identifier": f"fairway.{module.key}", "version": str(module.version)})
    metadata = Xml.SubElement(root, f"{{{IMS}}}metadata")
    Xml.SubElement(metadata, f"{{{IMS}}}schema").text = "ADL SCORM"
    Xml.SubElement(metadata, f"{{{IMS}}}schemaversion").text = "1.2"
    organisations = Xml.SubElement(root, f"{{{IMS}}}organizations", {"default": "fairway"})
    organisation = Xml.SubElement(organisations, f"{{{IMS}}}organization", {"identifier": "fairway"})
    Xml.SubElement(organisation, f"{{{IMS}}}title").text = module.title
    item = Xml.SubElement(organisation, f"{{{IMS}}}item", {"identifier": "module", "identifierref": "page"})
    Xml.SubElement(item, f"{{{IMS}}}title").text = module.title
    Xml.SubElement(item, f"{{{ADL}}}masteryscore").text = str(MASTERY)
    resources = Xml.SubElement(root, f"{{{IMS}}}resources")
    kind = {"identifier": "page", "type": "webcontent", f"{{{ADL}}}scormtype": "sco", "href": PAGE}
    resource = Xml.SubElement(resources, f"{{{IMS}}}resource", kind)
    for name in names:
        Xml.SubElement(resource, f"{{{IMS}}}file", {"href": name})
    written: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def file_name(module: Module) -> str:
    return f"fairway-{module.number:02d}-{module.key}-scorm12.zip"
