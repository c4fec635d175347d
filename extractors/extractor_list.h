/* The formats. A new one is one line here and one file (or folder) that defines NAME_extractor. */
EXTRACTOR(pdf)
EXTRACTOR(pptx)
EXTRACTOR(odp)
EXTRACTOR(xlsx)
EXTRACTOR(html)
EXTRACTOR(text)
