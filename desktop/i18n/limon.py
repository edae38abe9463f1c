"""The encoding of the Limon fonts: what each Latin letter is drawn as, and which Khmer clusters exist.

Facts, not code: the font family "limon" (S1 to S7, R1 to R7, F1 to F7) in the font table of
KhmerConverter, the converter of the Khmer Software Initiative; checked against phrases of the Penal
Code in that encoding. The clusters are those of the administration's own Khmer texts and of common
words.
"""

from typing import Final

COENG: Final = "\u17d2"

# Drawn left of the letter they belong to, and typed before it.
BEFORE: Final = {"e": "\u17c1", "E": "\u17c2", "é": "\u17c3", "R": "\u17d2រ", "®": "\u17d2រ"}

# A letter that marks stand on. ")" is the left part of "បា" and "បៅ".
LETTERS: Final = {
    **dict(zip("kxKXgcqCQjdzDZNtfTFnbpBPmyrlvshLG", "កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភមយរលវសហឡអ", strict=True)),
    ")": "ប",
    "b£": "ឫ",
    "b¤": "ឬ",
    "B£": "ឭ",
    "B¤": "ឮ",
    "B§d¾": "ឰដ\u17cf",  # elsewhere the same signs are the end of ប្រារព្ធ
    "]": "ឧ",
    "]u": "ឩ",
    "]‘": "ឨ",
    "]_": "ឳ",
    "\\": "ឥ",
    "|": "ឦ",
    "«": "ឪ",
    "»": "ឱ",
    "É": "ឯ",
    "[": "ឱ\u17d2យ",
    "´": "ខ\u17d2ញ\u17bb\u17c6",
}

_SUBSCRIPTS: Final = {
    **dict(zip("áçÁÇ¶©ä¢ÄJþßÐ§ñæÞÆÑ", "កខគឃងចឆជឈញតថឌធនឋទឍណ", strict=True)),
    **dict(zip(",ö<ÖµüøVSð¥", "បផពភមយលវសហអ", strict=True)),
    "Ø": "ញ",
    "£": "ញ",
}

# Typed after the letter they belong to. The second form of a mark stands deeper, under a subscript.
AFTER: Final = {
    **{sign: COENG + letter for sign, letter in _SUBSCRIPTS.items()},
    "¤": "\u17d2ញ\u17bb",
    "a": "\u17b6",
    "i": "\u17b7",
    "í": "\u17b7",
    "I": "\u17b8",
    "Í": "\u17b8",
    "w": "\u17b9",
    "å": "\u17b9",
    "W": "\u17ba",
    "Å": "\u17ba",
    "u": "\u17bb",
    "ú": "\u17bb",
    "U": "\u17bc",
    "Ú": "\u17bc",
    "Y": "\u17bd",
    "Ü": "\u17bd",
    "O": "\u17bf",
    "Ó": "\u17bf",
    "o": "\u17c0",
    "ó": "\u17c0",
    "A": "\u17c5",
    "M": "\u17c6",
    "¿": "\u17c6",
    "H": "\u17c7",
    "³": "\u17c8",
    ":": "\u17c9",
    "‘": "\u17ca",
    ";": "\u17cb",
    "’": "\u17cc",
    "_": "\u17cd",
    "×": "\u17b7\u17cd",
    "+": "\u17ce",
    "¾": "\u17cf",
    "½": "\u17d0",
}

# Neither a letter nor a mark.
SIGNS: Final = {
    **dict(zip("0123456789", "០១២៣៤៥៦៧៨៩", strict=True)),
    "²": "ៗ",
    ".": "។",
    ">": ".",
    "/": ",",
    "¬": "(",
    "¦": ")",
    "°": "%",
    "¼": "/",
    "{": "“",
    "}": "”",
    "¡": "!",
    "¹": "៛",
    "`": "៛",
    "÷": "+",
    **{sign: sign for sign in "-=?–—…•·\u00ad"},
}

# For each letter those that stand under it in Khmer; subscript DA counts as TA, which is drawn alike.
UNDER: Final = {
    "ក": "កខងតនបមយរលវសអ",
    "ខ": "ចជញតទនពមយលវស",
    "គ": "គឃនមយរល",
    "ឃ": "ជនមលវស",
    "ង": "កខគឃរវសហអ",
    "ច": "ចឆនបរ",
    "ឆ": "កគងតនពមលវអ",
    "ជ": "ជឈញយរលវ",
    "ឈ": "នមលវ",
    "ញ": "ចឆជឈញរហ",
    "ដ": "ឋ",
    "ឌ": "ឌឍ",
    "ណ": "ឋឌឍណតយហ",
    "ត": "តថនបមយរលវអ",
    "ថ": "កងនពមល",
    "ទ": "ទធនមយរវ",
    "ធ": "ងនមយលវ",
    "ន": "តថទធនមយរលវស",
    "ប": "តនបយរលអ",
    "ផ": "កគងចញតទនលសអ",
    "ព": "ទធនពភយរលវ",
    "ភ": "កងជញភនរល",
    "ម": "កខគងចជញតទនបពភមយរលសហអ",
    "យ": "យ",
    "រ": "យស",
    "ល": "កខគងតបពមយលវហអ",
    "វ": "យរ",
    "ស": "កគងឋតថទនបពមយរលវសអ",
    "ហ": "គនមលវស",
    "អ": "នវហ",
    "ឱ": "យ",
}
