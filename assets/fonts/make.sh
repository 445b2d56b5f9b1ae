#!/bin/sh
# Makes the two embedded fonts from Noto Sans SC (OFL-1.1): static TrueType
# outlines (Fyne draws only the default instance of a variable font), cut down to
# the characters in chars.py. The same input gives the same bytes.
#
# Needs npm, and Debian's fonttools (apt-get install fonttools).
#   assets/fonts/make.sh [noto-sans-sc.tgz]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$work"
if [ $# -gt 0 ]; then
	cp "$1" font.tgz
else
	npm pack --silent @expo-google-fonts/noto-sans-sc@0.4.3 >/dev/null
	mv ./*.tgz font.tgz
fi
tar xzf font.tgz
/usr/bin/python3 "$here/chars.py" >chars.txt

for weight in 400Regular 700Bold; do
	src=$(find package -name "NotoSansSC_$weight.ttf" | head -1)
	out="$here/NotoSansSC-${weight#?00}.ttf"
	/usr/bin/python3 -m fontTools.subset "$src" --text-file=chars.txt --no-hinting \
		--layout-features= --name-IDs='*' --output-file="$out"
	ls -l "$out"
done
cp "$(find package -maxdepth 1 -name 'LICENSE*' | grep -i font || find package -maxdepth 1 -name 'LICENSE*' | head -1)" "$here/OFL.txt"
