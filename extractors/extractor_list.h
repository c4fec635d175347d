/* The formats. A new one is one line here and one file (or folder) that defines NAME_extractor. */
EXTRACTOR(pdf)
EXTRACTOR(pptx)
EXTRACTOR(ppt)
EXTRACTOR(xlsx)
EXTRACTOR(xls)
EXTRACTOR(lock_file)
EXTRACTOR(html)
EXTRACTOR(text)
