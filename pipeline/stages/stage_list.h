/* The stages, in the order in which they run. A new one is one line here and one file beside this. */
STAGE(clean)
STAGE(structure)
STAGE(language)
STAGE(dates)
