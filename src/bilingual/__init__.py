"""Turn an article into gettext catalogs that people revise and parallel-column PDF editions.

The walk of one sentence; every stage is a package of its own and knows none of the others::

    document = readers.read(data, path="source/a.txt", article="a", language="zh-Hant")
    segments = segmentation.segment(document, config.cutting(document.article))
    merged = catalogs.merge(old, segments, path=…, …)               # .po bytes, translations carried over
    catalog = catalogs.parse(merged.data, path=…, language="en")    # its Messages
    drafts = drafting.draft(catalog.messages, engine, drafting.Route(("zh-Hant", "en")))
    data = catalogs.add_drafts(merged.data, drafts, path=…, language="en")
    # … people revise the catalog in their editors …
    findings = checks.check(checks.Catalog(path, "zh-Hant", "en", catalog.messages), glossary)
    risks = risk.assess([risk.Pair(m.id, m.text, "zh-Hant", "en") for m in catalog.messages])  # where to look first
    edition = editions.compose(document, segments, {"en": catalog.messages}, ("zh-Hant", "en"))
    printed = pdf.write(layouts.render(edition, config.page, "columns"), edition)

``model`` holds the values that pass between them, ``errors`` what can go wrong; ``pipeline`` puts the stages in a
row, ``making`` goes the whole way, and only ``cli`` prints.
"""
