"""Notice of audit: »Varsel om tilsyn« for a supplier's contact who reads English."""

from docx.document import Document as WordDocument

from documents.wordtemplates import blocks, letters


def build() -> WordDocument:
    """The template of the announcement in English."""
    word = letters.begin("Notice of audit", letters.ENGLISH)
    _opening(word)
    _mandate(word)
    _scope(word)
    _answer(word)
    _readers(word)
    letters.end(word, letters.ENGLISH)
    _municipalities(word)
    return word


def _opening(word: WordDocument) -> None:
    blocks.text(
        word,
        "{{ sekretariat.navn }} is beginning an audit of {{ leverandoer.navn }} as data processor for "
        "{{ kommuner|length }} Danish municipalities. Please answer **by {{ svarfrist|date }}**.",
        "Lead",
    )
    blocks.facts(
        word,
        (
            ("The audit covers", '{{ system_navne|liste("and") }}'),
            ("Period", "{{ periode_fra|date }} to {{ periode_til|date }}"),
            ("Audit concept", "{{ koncept.nummer }}: {{ koncept.navn }}"),
            ("Deadline", "{{ svarfrist|date }}"),
            ("Answers and files are handed in at", "{{ portal_adresse }}"),
            ("Contact person", "{{ sagsbehandler.navn }}, telephone {{ sagsbehandler.telefon }}"),
        ),
    )


def _mandate(word: WordDocument) -> None:
    blocks.heading(word, "On whose behalf we audit", 1)
    blocks.text(
        word,
        "The audit is carried out for the municipalities listed at the end of this letter. Each of "
        "them is the controller of the personal data that you process for it. {{ mandat }}",
    )
    blocks.text(
        word,
        "The municipalities keep their responsibility. We gather the documentation and write one report; "
        "each municipality decides for itself whether it can approve the audit. You thereby have one "
        "audit instead of one from each municipality.",
    )
    blocks.heading(word, "The right to audit", 1)
    blocks.text(
        word,
        "A processor must make available the information necessary to demonstrate compliance with Article 28 "
        "of the General Data Protection Regulation, and must allow for and contribute to audits, including "
        "inspections (Article 28(3)(h)). The duty also stands in the data processing agreements with the "
        "municipalities, as a rule in clause 12 and in appendix C, clause C.7. The municipalities may have "
        "others carry out the audit for them.",
    )
    blocks.only_if(word, "aftaletekster")
    blocks.text(word, "We have the agreements' own wording on audits for these systems:")
    blocks.repeated(
        word,
        (("System", 4.6, "{{ a.system }}"), ("The agreement's words", 11.6, "{{ a.tekst }}")),
        "a",
        "aftaletekster",
    )
    blocks.end_if(word)


def _scope(word: WordDocument) -> None:
    blocks.heading(word, "What the audit covers", 1)
    blocks.repeated(
        word,
        (("System", 6.2, "**{{ s.navn }}**"), ("What it is used for", 10.0, "{{ s.beskrivelse }}")),
        "s",
        "systemer",
    )


def _answer(word: WordDocument) -> None:
    blocks.heading(word, "What we ask of you", 1)
    blocks.text(
        word,
        "Please answer the questionnaire at {{ portal_adresse }} and upload the documentation that the "
        "answers rest on, for example auditors' reports, certificates, policies, procedures and extracts of "
        "logs. Documentation that covers several questions or systems only has to be uploaded once. The "
        "questionnaire asks about:",
    )
    blocks.repeated_bullets(word, "emne", "emner", "{{ emne }}")
    blocks.text(
        word,
        "Please send only what the questions are about. Remove names, civil registration numbers and other "
        "personal data from the annexes, and say in the questionnaire if something can only be shown and not "
        "handed over.",
    )
    blocks.text(
        word,
        "If you cannot make it by **{{ svarfrist|date }}**, you can ask for a new deadline on the same page. "
        "Say how much time you need, and why. If you do not answer, we say so in the report, and the "
        "municipalities are told.",
    )


def _readers(word: WordDocument) -> None:
    blocks.heading(word, "Who can read what you send", 1)
    blocks.repeated_bullets(word, "laeser", "laesere", "{{ laeser }}")
    blocks.text(
        word,
        "The municipalities are subject to the Danish rules on access to public records. Please say, "
        "therefore, if anything you send is a business secret or describes your security in detail, so that "
        "it can be taken into account. The report itself is written in Danish; ask us if you need a "
        "summary in English.",
    )


def _municipalities(word: WordDocument) -> None:
    blocks.heading(word, "Municipalities that the audit is carried out for", 1)
    blocks.text(word, '{{ kommuner|liste("and") }}.')
