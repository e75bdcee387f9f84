"""Files of the library, made on the spot."""

import io

from PIL import Image
from pypdf import PdfWriter


def picture(width: int = 400, height: int = 600, colour: str = "#f3e9dc") -> bytes:
    """A plain PNG."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


_CHINESE = """<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{name} /DescendantFonts [
    << /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000
       /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>
       /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /ItalicAngle 0 /StemV 93
          /FontBBox [-25 -254 1000 880] /Ascent 880 /Descent -120 /CapHeight 880 >> >>] >>"""
_LATIN = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def without_fonts() -> bytes:
    """A PDF that names its fonts and brings none, as many Chinese programs write it: a page by Unicode,
    a page by GBK, and a page in one of the fonts that every PDF may take for granted."""
    words = "近视防控"
    pages = [
        (_CHINESE.format(name="UniGB-UCS2-H"), words.encode("utf-16-be").hex()),
        (_CHINESE.format(name="GBK-EUC-H"), words.encode("gbk").hex()),
        (_LATIN, b"Myopia".hex()),
    ]
    kids = " ".join(f"{3 + 2 * at} 0 R" for at in range(len(pages)))
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
    ]
    for at, (font, shown) in enumerate(pages):
        drawn = f"BT /F 48 Tf 60 400 Td <{shown}> Tj ET"
        parts += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 594] /Contents {4 + 2 * at} 0 R "
            f"/Resources << /Font << /F {font} >> >> >>",
            f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        ]
    out, places = bytearray(b"%PDF-1.4\n"), list[int]()
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{part}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer << /Root 1 0 R /Size {len(parts) + 1} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return bytes(out) + end.encode()


def locked(password: str, algorithm: str = "AES-256") -> bytes:
    """The same behind a password; an empty one keeps people from changing it, and anybody opens it."""
    writer, out = PdfWriter(clone_from=io.BytesIO(without_fonts())), io.BytesIO()
    writer.encrypt(password, "the owner's", algorithm=algorithm)
    writer.write(out)
    return out.getvalue()
