// Package repair mends what can be mended, with consent, visibly, reversibly, and
// proves it by asking again.
//
// # How it goes
//
// [Visit.Look] makes a [Plan] and only looks: a plan's func gets a [Case], in
// which there is nothing to change things with. The person consents to the
// plan's list. [Visit.Apply] does that list and nothing else: each value must
// still be what the plan saw, is written to the journal, changed, and read back. A step
// that fails takes the earlier ones back, last first. [Visit.Recheck] measures
// everything again and says "fixed" only when the cause is gone and nothing that
// worked is worse. [Visit.Undo] and [Visit.UndoAll] put values back, last first,
// prove it byte for byte, and leave alone what somebody changed since.
//
// # The seam
//
// [env.Control] is all that can be changed: knobs, each a writer paired with a
// reader whose bytes are exact, and acts, which have nothing to put back, or name
// the knob that they move (a lease). Undo, crash recovery and the proof are therefore the
// same few lines for every repair, and a test's machine is a map.
//
// # The journal
//
// One file ID.jsonl for each applied plan, in a folder of one user's alone
// ([Folder]), one JSON record a line, on the disk before the next thing happens:
//
//	{"plan":{"schema":"kpdoctor.journal/v1","id":…,"seq":…,"visit":…,"when":…,"repair":…,"cause":…}}
//	{"intent":{"step":0,"kind":"hosts","name":"","from":…,"to":…,"old":"base64","new":"base64"}}
//	{"done":{"step":0,"now":"base64"}}     made and read back
//	{"undone":{"step":0,"now":"base64"}}   put back and read back
//	{"end":"applied"}                      or "failed" (all taken back), "undone"
//
// A null value is one that is not there. An intent without its done is a crash in
// mid-change: the present value decides. It is the old one (nothing happened), the new
// one or a beginning of it (ours: put back), or another's ([ErrChangedSince]). After an act
// any other value counts as the act's own. A last line that a crash cut off counts
// as not written.
//
// # Attack surface
//
// The window runs without rights. A repair that needs them is started as a
// process of its own (UAC, polkit or sudo) for one repair, and ends with it.
//
//   - What it takes: one of two fixed verbs, a repair's name out of [All] or
//     nothing, a journal's id of a fixed form (digits, hex, dashes), and two words
//     that are looked up in the table of built-in profiles (a region and a software). See
//     [ReadRequest]. No address, path, command, file or environment variable comes in: it clears
//     its environment, measures for itself with the built-in profile, finds the cause for itself,
//     and plans for itself. A profile of the user's own is data from a stranger and
//     cannot be chosen; the administrator may run kpcheck repair with one themself.
//   - What was consented to: the id ends with a digest of the plan's changes. The
//     elevated part plans anew and refuses where its own plan has another digest,
//     so that what changed between the question and the deed is asked about again.
//   - What it trusts: its journal lies in [env.AdminFolder], where every part of
//     the path must be the administrator's and closed to others, and each file the
//     administrator's with one name and no link; or an elevated undo would carry
//     out what a stranger wrote. Files it changes must lie where nobody else can swap them.
//   - What it never does: settings of a user (desktop proxy, own variables) are
//     refused when elevated, since elevation may answer with another account. It opens no port,
//     handles no URL and starts no shell; system programs are started by absolute
//     path with argument lists and a fixed environment.
//   - What no repair does: install a root certificate, lower TLS, turn a firewall
//     off, touch what is in a tax device, change a company's policy, set a foreign
//     DNS server, cut the session from afar or the VPN that somebody works through.
//     Those are a [Refusal], with the reason and whom to ask.
//
// Not guarded against: a program with the user's own rights can replace this
// program's file before the user consents to elevating it, as it can any program's that is
// not installed by an administrator.
package repair
