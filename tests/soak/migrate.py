# SPDX-License-Identifier: MIT
"""A store that an earlier version wrote: brought up to date once and whole, whatever interrupts it.

usage: migrate.py [EVERY]       each EVERYth call is the one that the program dies in; 1: each"""
import os
import shutil
import sqlite3

from harness import *

EVERY, _ = options(11)
# What each version keeps of the one before; the rest it makes of that.
FIRST = ("form", "entry", "entry_row", "value", "step", "change", "draft")
KEPT = {1: FIRST, 2: FIRST + ("entry_text", "earlier", "holder", "revision", "source", "review", "review_difference")}
NOW = 3
# What was added to them since.
ADDED = ("seal", "money")


def unpack_version(number, path):
    unpack(f"store-{number}.db.gz", path)


def version(store):
    db = sqlite3.connect(store)
    try:
        return db.execute("pragma user_version").fetchone()[0]
    finally:
        db.close()


def kept(store, number):
    """What that version had, without what was added to its tables."""
    db = sqlite3.connect(store)
    try:
        return {t: columns(db, t, ADDED) for t in KEPT[number]}
    finally:
        db.close()


def differs(store, old, number):
    now, then = kept(store, number), kept(old, number)
    for table in KEPT[number]:
        if now[table] != then[table]:
            yield f"{table} is not what it was"


def is_old(store, old, number):
    """Byte by byte, if nothing waits in a journal."""
    yield from sound(store)
    if version(store) != number:
        yield f"version {version(store)}"
    elif contents(store) != contents(old):
        yield "not what it was"


def find(store, text):
    return ziping(store, "list", "--search", text).stdout.count("\n")


def whole(tap, folder, number):
    old, store = folder + "/old.db", folder + "/ziping.db"
    unpack_version(number, old)
    shutil.copy(old, store)
    entries = len(kept(old, number)["entry"])
    run = ziping(store, "check-store")
    tap.case(f"a store of version {number} is brought up to date, and nothing is wrong with it",
        [] if run.returncode == 0 and f" {entries} entries" in run.stdout else [run.stdout, run.stderr])
    tap.case("it holds what it held", differs(store, old, number))
    tap.case("the version before stays beside it", is_old(f"{store}.version-{number}", old, number))
    tap.case("a word of its texts is found", [] if find(store, "公务用车") == 2 and find(store, "没有这样的话") == 1
        else [ziping(store, "list", "--search", "公务用车").stdout])
    draft = ziping(store, "--script", "-", "--size", "100x30", "--dump", "-", keys="open 9\n").stdout
    tap.case("the text being typed then is offered", [] if "半句话" in draft and "was being typed" in draft else [draft])
    ziping(store, "--script", "-", "--dump", "/dev/null", keys="open 9\nkey Enter\nkey Ctrl+Z\nkey Ctrl+Z\n")
    told = ziping(store, "history", "9").stdout
    tap.case("its undo list goes on", [] if told.count("\n") > 5 and not check_store(store) else [told])


def later(tap, folder):
    """What came with version 2."""
    store = folder + "/ziping.db"
    unpack_version(2, store)
    found = ziping(store, "find-code", "HEWP-SKNY-052W-2")
    tap.case("the code of a signed revision leads to it", [] if found.returncode == 0 and "revision 1" in found.stdout
        else [found.stdout, found.stderr])
    tap.case("which is locked", complain(ziping(store, "set", "1", "project=x")))
    chosen = ziping(store, "compare", "9").stdout
    tap.case("the earlier entry that was chosen is", [] if "2023" in chosen and "95.7" in chosen else [chosen])
    open_figures = ziping(store, "review", "7", "--who", "复核人甲")
    tap.case("a second entry goes on", [] if open_figures.returncode == 0 and
        "funds.total.initial" not in open_figures.stdout else [open_figures.stdout, open_figures.stderr])
    tap.case("what is deleted comes back", [] if not ziping(store, "undelete", "10").returncode and
        find(store, "将删除") == 2 else [ziping(store, "list").stdout])
    report = ziping(store, "get", "11", "personnel").stdout
    tap.case("reports draw from their tables", [] if report == "87.84\n" else [report])
    tap.case("and nothing is wrong with it", check_store(store))


def refused(tap, folder):
    os.mkdir(folder + "/store")
    store = folder + "/store/ziping.db"
    unpack_version(1, store)
    how = as_nobody(folder)
    os.chmod(folder + "/store", 0o555)
    run = ziping(store, "list", **how)
    os.chmod(folder + "/store", 0o755)
    tap.case("one that may only be read says what to do", [] if run.returncode == 4
        and "bring it up to date" in run.stderr and version(store) == 1 else [run.stdout + run.stderr])
    db = sqlite3.connect(store)
    db.execute("pragma user_version = 99")
    db.close()
    run = ziping(store, "list")
    tap.case("a newer one is refused", complain(run) if "install that version" in run.stderr else [run.stderr])
    tap.case("and left alone", [] if version(store) == 99 else [version(store)])


def survives(store, old, number):
    """After an interruption: one version or another, whole, and the next start makes it this one."""
    shutil.copytree(os.path.dirname(store), os.path.dirname(store) + ".looked")
    looked = os.path.dirname(store) + ".looked/ziping.db"
    then, before = version(looked), f".version-{number}"
    yield from is_old(looked, old, number) if then == number else differs(looked, old, number)
    if os.path.exists(looked + before):
        yield from is_old(looked + before, old, number)
    elif then != number:
        yield f"no copy of version {number}"
    shutil.rmtree(os.path.dirname(looked))
    yield from check_store(store)
    yield from differs(store, old, number)
    yield from is_old(store + before, old, number)
    if version(store) != NOW:
        yield f"it stays version {version(store)}"
    left = sorted(f for f in os.listdir(os.path.dirname(store)) if ".part" in f)
    if left:
        yield f"left behind: {left}"


def interrupted(tap, folder, number, kind):
    old, place = folder + "/old.db", folder + "/place"
    unpack_version(number, old)
    problems, at, died = [], 1 + len(kind) % EVERY, 0
    while True:
        os.mkdir(place)
        shutil.copy(old, place + "/ziping.db")
        fault = Fault(place, kind, at, 0)
        run = ziping(place + "/ziping.db", "list", fault=fault)
        what = fault.reached()
        if what:
            problems += [f"{what}: {p}" for p in survives(place + "/ziping.db", old, number)]
            died += run.returncode != 0
        shutil.rmtree(place)
        if not what:
            break
        at += EVERY
    if died * EVERY < 50:
        problems.append(f"only {died} times")
    tap.case(f"{kind}: at each of {died} moments version {number} stays or a newer one is whole", problems)


tap = Tap()
for number in KEPT:
    with Scratch() as folder:
        whole(tap, folder, number)
for part in (later, refused):
    with Scratch() as folder:
        part(tap, folder)
for number in KEPT:
    for kind in ("kill", "full", "error"):
        with Scratch() as folder:
            interrupted(tap, folder, number, kind)
tap.finish()
