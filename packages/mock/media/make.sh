#!/bin/sh
# Makes the clips that the mock hands out as results: one for each aspect ratio and length. The same
# ffmpeg gives the same bytes every time, so a second run changes nothing that git can see.
#   needs: apt-get install ffmpeg fonts-dejavu-core      run: sh media/make.sh
set -eu
cd "$(dirname "$0")"

font=/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf
[ -f "$font" ] || { echo "make.sh: $font is missing; install fonts-dejavu-core" >&2; exit 1; }

# make_clip <name of the ratio> <label> <width> <height> <background> <seconds>
make_clip() {
  short=$(($3 < $4 ? $3 : $4))
  square=$((short / 6))
  travel="(1-cos(2*PI*t/5))/2"
  # drawtext and overlay evaluate t for every frame; drawbox would keep its first position.
  ffmpeg -y -loglevel error \
    -f lavfi -i "color=c=$5:s=$3x$4:r=12:d=$6" \
    -f lavfi -i "color=c=0xf4a259:s=${square}x${square}:r=12:d=$6" \
    -filter_complex "[0][1]overlay=x='(W-w)*$travel':y='H*0.62':eval=frame,\
drawtext=fontfile=$font:text='apikley mock':fontcolor=white:fontsize=$((short / 12)):x=(w-tw)/2:y=h*0.16,\
drawtext=fontfile=$font:text='$2   $6 s':fontcolor=0xcbd5e1:fontsize=$((short / 18)):x=(w-tw)/2:y=h*0.30,\
drawtext=fontfile=$font:text='%{pts\:hms}':fontcolor=white:fontsize=$((short / 14)):x=(w-tw)/2:y=h*0.44" \
    -t "$6" -c:v libx264 -profile:v main -preset veryslow -crf 28 -pix_fmt yuv420p -g 24 -threads 1 \
    -movflags +faststart -fflags +bitexact -flags:v +bitexact "$1-${6}s.mp4"
}

for seconds in 5 10; do
  make_clip 16x9 '16\:9' 640 360 0x1b3a4b "$seconds"
  make_clip 9x16 '9\:16' 360 640 0x3d2645 "$seconds"
  make_clip 1x1 '1\:1' 480 480 0x23402f "$seconds"
done

# make_image <name of the ratio> <label> <width> <height> <background>
make_image() {
  short=$(($3 < $4 ? $3 : $4))
  ffmpeg -y -loglevel error -f lavfi -i "color=c=$5:s=$3x$4" -frames:v 1 \
    -vf "drawbox=x=iw*0.1:y=ih*0.62:w=$((short / 6)):h=$((short / 6)):color=0xf4a259:t=fill,\
drawtext=fontfile=$font:text='apikley mock':fontcolor=white:fontsize=$((short / 12)):x=(w-tw)/2:y=h*0.30,\
drawtext=fontfile=$font:text='$2':fontcolor=0xcbd5e1:fontsize=$((short / 18)):x=(w-tw)/2:y=h*0.45" \
    -pix_fmt pal8 -fflags +bitexact -flags:v +bitexact "$1.png"
}

make_image 16x9 '16\:9' 640 360 0x1b3a4b
make_image 9x16 '9\:16' 360 640 0x3d2645
make_image 1x1 '1\:1' 480 480 0x23402f

# A tone that swells and fades once a second.
for seconds in 5 10; do
  ffmpeg -y -loglevel error -f lavfi \
    -i "aevalsrc=0.3*sin(2*PI*220*t)*(1-cos(2*PI*t))/2:s=22050:d=$seconds" \
    -c:a libmp3lame -b:a 32k -ac 1 -fflags +bitexact -flags:a +bitexact "${seconds}s.mp3"
done
