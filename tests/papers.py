"""Small real PDFs for tests: pages of lines, and signatures made with certificates of the test's own."""

import io
import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
AGREEMENT = [
    [
        "Databehandleraftale A-2026-001",
        "1. Parterne",
        "Aalborg Kommune er dataansvarlig, og Nordlys Data A/S er databehandler for Nordlys Journal.",
        "7. Underdatabehandlere",
        "Databehandleren skal varsle om en ny underdatabehandler mindst 60 dage før den tages i brug.",
        "Databehandleren må ikke overføre personoplysninger til et tredjeland uden kommunens instruks.",
        "Side 1 af 2",
    ],
    [
        "10. Underretning om brud",
        "Databehandleren underretter kommunen inden 24 timer efter, at et brud på sikkerheden er opdaget.",
        "11. Sletning",
        "Ved aftalens ophør sletter databehandleren alle personoplysninger og bekræfter det skriftligt.",
        "14. Ikrafttræden",
        "Aftalen træder i kraft, når begge parter har underskrevet den, og gælder indtil den opsiges.",
        "Side 2 af 2",
    ],
]


def paper(pages: Sequence[Sequence[str]], extra: dict[int, bytes] | None = None) -> bytes:
    """Return a PDF with the lines on its pages; `extra` is drawing operators after a page's text."""
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b"", FONT]
    kids = []
    for number, lines in enumerate(pages):
        drawn = b"BT /F1 10 Tf 15 TL 50 780 Td " + b"".join(b"(%s) Tj T* " % _escaped(line) for line in lines)
        drawn += b"ET " + (extra or {}).get(number, b"")
        kids.append(b"%d 0 R" % (len(objects) + 1))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            b"/Contents %d 0 R>>" % (len(objects) + 2)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    return _file(objects)


def _escaped(line: str) -> bytes:
    return line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _file(objects: list[bytes]) -> bytes:
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, 2)
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def heavy(content: bytes, size: int) -> bytes:
    """Return the PDF with so many bytes in it that stand on no page."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
    writer.root["/Vedlagt"] = writer.add_object(generic.StreamObject(stream_data=os.urandom(size)))
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def swapped(pages: Sequence[Sequence[str]], old: str, new: str) -> list[list[str]]:
    """Return the pages with some words exchanged."""
    return [[line.replace(old, new) for line in lines] for lines in pages]


class Issuer:
    """Somebody who issues certificates in a test."""

    def __init__(self, name: str = "Prøve-CA") -> None:
        self.key = _key(name)
        self.certificate = self._made(name, self.key, self.key, name, is_ca=True)

    @property
    def pem(self) -> bytes:
        """The issuer's own certificate, as an operator stores it."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def _made(
        self,
        name: str,
        own: rsa.RSAPrivateKey,
        issuer_key: rsa.RSAPrivateKey,
        issuer: str,
        *,
        is_ca: bool = False,
        since: timedelta = timedelta(days=30),
        until: timedelta = timedelta(days=300),
        cvr: str = "",
        stamps: bool = False,
    ) -> x509.Certificate:
        about = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
        if cvr:
            about += [
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Nordlys Data A/S"),
                x509.NameAttribute(NameOID.ORGANIZATION_IDENTIFIER, f"NTRDK-{cvr}"),
            ]
        now = datetime.now(UTC)
        built = (
            x509.CertificateBuilder()
            .subject_name(x509.Name(about))
            .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
            .public_key(own.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - since)
            .not_valid_after(now + until)
            .add_extension(x509.BasicConstraints(is_ca, None), critical=True)
            .add_extension(_usage(is_ca), critical=True)
        )
        if stamps:
            built = built.add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
            )
        return built.sign(issuer_key, hashes.SHA256())

    def signer(self, name: str, *, cvr: str = "98915001", expired: bool = False) -> signers.SimpleSigner:
        """Return somebody who can sign, with a certificate of this issuer."""
        times: dict[str, Any] = {"since": timedelta(days=30), "until": -timedelta(days=2)} if expired else {}
        own = self._made(name, _key(name), self.key, _name(self.certificate), cvr=cvr, **times)
        return _signer(own, _key(name), [self.certificate])

    def stamper(self) -> DummyTimeStamper:
        """Return a time stamping authority of this issuer."""
        key = _key("Tidsstempel")
        own = self._made("Tidsstempel", key, self.key, _name(self.certificate), stamps=True)
        return DummyTimeStamper(_cert(own), _private(key), _store([self.certificate]))


def self_signed(name: str) -> signers.SimpleSigner:
    """Return somebody who has issued the certificate alone."""
    own = Issuer(name)
    return _signer(own.certificate, own.key, [])


def signed(
    content: bytes,
    by: signers.SimpleSigner,
    *,
    field: str = "Leverandør",
    stamper: Any = None,
    pades: bool = True,
) -> bytes:
    """Return the PDF with one more signature."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
    subfilter = fields.SigSeedSubFilter.PADES if pades else fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    about = signers.PdfSignatureMetadata(field_name=field, subfilter=subfilter, md_algorithm="sha256")
    out = signers.PdfSigner(about, by, timestamper=stamper).sign_pdf(writer)
    return bytes(out.getvalue())


@cache
def _key(name: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _usage(is_ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(not is_ca, not is_ca, False, False, False, is_ca, is_ca, False, False)


def _name(certificate: x509.Certificate) -> str:
    return str(certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


def _cert(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _private(key: rsa.RSAPrivateKey) -> asn1_keys.PrivateKeyInfo:
    return asn1_keys.PrivateKeyInfo.load(
        key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


def _store(certificates: list[x509.Certificate]) -> SimpleCertificateStore:
    store = SimpleCertificateStore()
    store.register_multiple([_cert(each) for each in certificates])
    return store


def _signer(
    own: x509.Certificate, key: rsa.RSAPrivateKey, chain: list[x509.Certificate]
) -> signers.SimpleSigner:
    return signers.SimpleSigner(
        signing_cert=_cert(own), signing_key=_private(key), cert_registry=_store(chain)
    )
