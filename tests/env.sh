# SPDX-License-Identifier: MIT
# What every test runs in; sourced by the build's AM_TESTS_ENVIRONMENT with top_srcdir and
# top_builddir set.  Nothing of the caller's language, folders or terminal gets through.
unset LC_COLLATE LC_CTYPE LC_MESSAGES LC_MONETARY LC_NUMERIC LC_TIME LANG LOCPATH NO_COLOR TMUX
unset LINES COLUMNS ZIPING_STORE ZIPING_NOW
LC_ALL=C.UTF-8
LANGUAGE=
TZ=UTC-8
TERM=xterm-256color
HOME=$top_builddir/tests/home
XDG_DATA_HOME=$HOME/data
XDG_CONFIG_HOME=$HOME/config
XDG_CACHE_HOME=$HOME/cache
CMOCKA_MESSAGE_OUTPUT=TAP
ZIPING_DATADIR=$top_srcdir/data
ZIPING_LOCALEDIR=$top_builddir/locale
export LC_ALL LANGUAGE TZ TERM HOME XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME
export CMOCKA_MESSAGE_OUTPUT ZIPING_DATADIR ZIPING_LOCALEDIR top_srcdir top_builddir
mkdir -p "$HOME"
