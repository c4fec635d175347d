"""Word recall and precision of recognised pages against their text layers; hyphens at line ends joined in both.

Usage: ocr_recall.py FOLDER   with NAME.truth, NAME.pgm.hint, NAME.pgm.auto, and LANGUAGE.hint, LANGUAGE.auto with times
"""
import collections
import glob
import os
import re
import sys

folder = sys.argv[1]


def words(path):
    text = re.sub(r"[-\u00ad\u2010]\n\s*", "", open(path, encoding="utf-8").read())
    return collections.Counter(re.findall(r"[^\W\d_]+", text.lower()))


print("language  mode   pages  words  recall  precision  s/page  confidence")
for language in "sv", "da", "nb":
    pages = [path[: -len(".truth")] for path in sorted(glob.glob(f"{folder}/{language}-*.truth"))]
    for mode in "hint", "auto":
        right = true = got = 0
        for page in pages:
            a, b = words(page + ".truth"), words(f"{page}.pgm.{mode}")
            right, true, got = right + (a & b).total(), true + a.total(), got + b.total()
        lines = [line.split("\t") for line in open(os.path.join(folder, f"{language}.{mode}"))]
        seconds = sum(float(line[1].split()[0]) for line in lines) / len(lines)
        sure = sum(float(line[2]) for line in lines) / len(lines)
        print(f"{language:8}  {mode:5}  {len(pages):5}  {true:5}  {right / true:6.4f}  {right / got:9.4f}"
              f"  {seconds:6.1f}  {sure:10.3f}")
