/* How an extractor that knows the look of a page tells the stages where a heading begins.
 *
 * The text of a unit of kind page, slide or attachment may have HEADING_MARK at the start of a line: the lines from
 * there to the next empty one are a heading. Headings that repeat from page to page are running headers, which only the
 * `clean` stage can tell. The `structure` stage takes the marks out (pipeline/stages/page_headings.h). The mark is a
 * noncharacter (Unicode Standard, section 23.7): no text has it, and extractors that set it take it out of what they
 * read. */
#pragma once

#define HEADING_MARK "\xEF\xB7\x90" /* U+FDD0 */
