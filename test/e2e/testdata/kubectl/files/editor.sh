#!/bin/sh
sed -i "s/p: json/p: edited/" "$1"
