#!/bin/sh
# Draws icon.png, an invoice with a pulse (ImageMagick 6), at four times the
# size and then smaller, so that the edges are smooth.
set -eu
cd "$(dirname "$0")"
pulse='M 352 992 L 784 992 L 888 792 L 1048 1200 L 1176 888 L 1240 992 L 1696 992'
convert -size 2048x2048 xc:none \
	-fill '#1769aa' -draw 'roundrectangle 64,64 1984,1984 416,416' \
	-fill white -draw 'polygon 512,352 1536,352 1536,1696 1408,1600 1280,1696 1152,1600 1024,1696 896,1600 768,1696 640,1600 512,1696' \
	-fill '#b9cfe2' -draw 'roundrectangle 672,528 1376,608 40,40' -draw 'roundrectangle 672,1336 1376,1416 40,40' \
	-fill none -stroke white -strokewidth 184 -draw "stroke-linejoin round stroke-linecap round path '$pulse'" \
	-stroke '#d8392b' -strokewidth 88 -draw "stroke-linejoin round stroke-linecap round path '$pulse'" \
	-resize 512x512 -depth 8 -strip icon.png
