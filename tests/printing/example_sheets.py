"""Sheets with example figures, shaped like the reports that offices print."""

from decimal import Decimal

from desktop.domain.sheet import (
    Align,
    Bullets,
    Column,
    Grade,
    Heading,
    Paragraph,
    Percent,
    Riel,
    Row,
    RowKind,
    Sheet,
    SheetCell,
    Signature,
    Signatures,
    Table,
)

KHMER_ACTIVITIES = (
    "ផ្សព្វផ្សាយអំពីការទប់ស្កាត់អំពើហិង្សាលើកុមារ និងប្រព័ន្ធបញ្ជូនករណីដល់សហគមន៍",
    "រៀបចំកិច្ចប្រជុំប្រចាំត្រីមាសរបស់គណៈកម្មាធិការទទួលបន្ទុកកិច្ចការនារី និងកុមារ",
    "បណ្តុះបណ្តាលមេភូមិ និងប៉ុស្តិ៍រដ្ឋបាលអំពីសិទ្ធិកុមារ",
    "ផ្តល់សេវាគាំទ្រដល់ស្ត្រី និងកុមាររងគ្រោះដោយអំពើហិង្សា",
    "អប់រំឪពុកម្តាយ និងអ្នកថែទាំកុមារអំពីការចិញ្ចឹមកូនដោយគ្មានហិង្សា",
    "ខ្ញុំបាទសូមលើកឡើងនូវលទ្ធផលនៃការចុះត្រួតពិនិត្យសាលារៀន CPIMS និង Primero ឆ្នាំ២០២៦",
)
ENGLISH_ACTIVITIES = (
    "Raise awareness in the community of preventing violence against children and of referral",
    "Hold the quarterly meeting of the committee for women and children",
    "Train village chiefs and police posts in child rights",
    "Provide support services to women and children who survived violence",
    "Teach parents and caregivers to raise children without violence",
    "Report on the inspection of schools, CPIMS and Primero in 2026",
)


def rows(language: str, groups: int, per_group: int) -> tuple[Row, ...]:
    """Groups of example rows and one total."""
    texts = KHMER_ACTIVITIES if language == "km" else ENGLISH_ACTIVITIES
    found: list[Row] = []
    for group in range(1, groups + 1):
        title = "យុទ្ធសាស្ត្រទី" if language == "km" else "Strategy"
        found.append(
            Row(
                (
                    f"{title} {group}៖ ការទប់ស្កាត់អំពើហិង្សា"
                    if language == "km"
                    else f"{title} {group}: prevention",
                ),
                RowKind.GROUP,
            )
        )
        for number in range(1, per_group + 1):
            seed = group * 37 + number * 11
            cells: tuple[SheetCell, ...] = (
                f"{group}.{number}",
                texts[seed % len(texts)],
                seed % 40 * 97,
                seed * 13,
                Percent(Decimal(seed % 120) / 100) if seed % 7 else Percent(None),
                Riel(seed * 125_000) if seed % 5 else None,
            )
            found.append(Row(cells))
    total = "សរុប" if language == "km" else "Total"
    found.append(
        Row(("", total, 48_230, 194_768, Percent(Decimal("0.875")), Riel(1_234_500_000)), RowKind.TOTAL)
    )
    return tuple(found)


def table(language: str, groups: int = 4, per_group: int = 12) -> Table:
    heads = (
        ("ល.រ", "សកម្មភាព", "តម្លៃគោលដៅ", "តម្លៃជាក់ស្តែង", "ភាគរយនៃការសម្រេចបាន", "ថវិកា")
        if language == "km"
        else ("No.", "Activity", "Target", "Actual", "% achieved", "Budget")
    )
    weights = (0.8, 5.0, 1.2, 1.2, 1.3, 2.0)
    sides = (Align.CENTRE, Align.LEFT, *(Align.RIGHT,) * 4)
    columns = tuple(Column(*column) for column in zip(heads, weights, sides, strict=True))
    return Table(columns, rows(language, groups, per_group))


def khmer_report() -> Sheet:
    """A commune's quarterly report of several pages, for the signature."""
    return Sheet(
        title="របាយការណ៍បូកសរុបលទ្ធផលការងារទប់ស្កាត់ និងឆ្លើយតបអំពើហិង្សាលើកុមារ",
        subtitle="ប្រចាំត្រីមាសទី២ ឆ្នាំ២០២៦ និងទិសដៅការងារបន្ត",
        language="km",
        digits="khmer",
        authority=(
            "រដ្ឋបាលខេត្តឧទាហរណ៍",
            "រដ្ឋបាលស្រុកឧទាហរណ៍",
            "រដ្ឋបាលឃុំឧទាហរណ៍",
            "គណៈកម្មាធិការទទួលបន្ទុកកិច្ចការនារី និងកុមារ",
        ),
        blocks=(
            Heading("១. លទ្ធផលការងារ"),
            Paragraph(
                "ក្នុងត្រីមាសទី២ ឆ្នាំ២០២៦ គណៈកម្មាធិការទទួលបន្ទុកកិច្ចការនារី និងកុមារឃុំ បានរៀបចំកិច្ចប្រជុំចំនួន "
                "**៣លើក** និងផ្សព្វផ្សាយដល់ប្រជាពលរដ្ឋចំនួន **១១.១៧១នាក់ ស្រី ៦.២១៦នាក់** ក្នុងនោះមានកុមារចំនួន ១ ៨១៣នាក់។ "
                "ថវិកាដែលបានចំណាយសរុប ១២.៥០០.០០០ ៛ ស្មើនឹង ៤៥% នៃផែនការឆ្នាំ ក្រោមការគាំទ្ររបស់ក្រុមប្រឹក្សាជាតិកម្ពុជាដើម្បីកុមារ។"
            ),
            Heading("ក. លទ្ធផលតាមសកម្មភាព", 2),
            table("km"),
            Heading("២. បញ្ហាប្រឈម"),
            Bullets(
                (
                    "ស្ត្រី និងកុមារមួយចំនួននៅមិនទាន់យល់ដឹងអំពីសេវាដែលមានក្នុងឃុំ ហើយការធ្វើដំណើរទៅកាន់មណ្ឌលសុខភាពនៅឆ្ងាយ។",
                    "ថវិកានៅមានកម្រិត មិនទាន់គ្រប់គ្រាន់សម្រាប់ការចុះអប់រំតាមភូមិ។",
                    "ខ្ញុំបាទពុំទាន់ទទួលបានទិន្នន័យពេញលេញពីភូមិចំនួន ៣។",
                )
            ),
            Heading("៣. ដំណោះស្រាយ និងសំណូមពរ"),
            Paragraph("សូមថ្នាក់លើជួយគាំទ្រថវិកា និងការបណ្តុះបណ្តាលបន្ថែមដល់មន្ត្រីឃុំ ព្រមទាំងឧបករណ៍សម្រាប់រក្សាទុកឯកសារ។"),
            Paragraph("សេចក្តីដូចបានគោរពជម្រាបជូនខាងលើ សូមថ្នាក់លើមេត្តាជ្រាប និងផ្តល់អនុសាសន៍ណែនាំដោយក្តីអនុគ្រោះ។"),
            Signatures(
                Signature(("បានឃើញ និងឯកភាព", "អភិបាលស្រុក")),
                Signature(("មេឃុំ", "ប្រធាន គ.ក.ន.ក")),
            ),
        ),
        grade=Grade.OFFICIAL,
        notice="តួលេខឧទាហរណ៍ មិនមែនតួលេខពិត",
        copies_to=("រដ្ឋបាលស្រុក", "លេខាធិការដ្ឋាន ក.ជ.ក ខេត្ត"),
    )


def english_report() -> Sheet:
    """The same in English."""
    return Sheet(
        title="Progress report on preventing and responding to violence against children",
        subtitle="Quarter 2 of 2026 and the direction of further work",
        language="en",
        digits="latin",
        authority=(
            "Example Provincial Administration",
            "Example District Administration",
            "Committee for women and children",
        ),
        blocks=(
            Heading("I. Results"),
            Paragraph(
                "In quarter 2 of 2026 the committee held **3 meetings** and reached **11,171 people, of whom "
                "6,216 were women**, among them 1,813 children. KHR 12,500,000 was spent, 45% of the year's "
                "plan. The committee thanks the Cambodia National Council for Children for its support "
                "during the whole of the quarter."
            ),
            Heading("A. Results by activity", 2),
            table("en"),
            Heading("II. Challenges"),
            Bullets(
                (
                    "Women and children do not yet know which services there are in the commune, and the way "
                    "to the health centre is long for families without transport of their own.",
                    "The budget does not yet suffice for visits to every village.",
                )
            ),
            Heading("III. Solutions and requests"),
            Paragraph(
                "The committee asks for further training of commune officers and for a cabinet that locks."
            ),
            Signatures(Signature(("Seen and agreed", "District governor")), Signature(("Commune chief",))),
        ),
        grade=Grade.OFFICIAL,
        notice="Example figures, not real ones",
        copies_to=("District administration", "Provincial secretariat"),
    )
