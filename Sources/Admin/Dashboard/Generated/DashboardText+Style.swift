// swift-format-ignore-file
// Made of Sources/Admin/Dashboard/Page/dashboard.css by embed.py there; edit that instead.

extension DashboardText {
    static let style: StaticString = ##"""
:root {
  color-scheme: light dark;
  --back: light-dark(#f7f8fa, #14171c); --panel: light-dark(#fff, #1d2128); --ink: light-dark(#1b1f24, #e4e7ec);
  --soft: light-dark(#5a6472, #98a2b3); --line: light-dark(#d9dee5, #333a45); --accent: light-dark(#0b5cad, #6cb2ff);
  --bad: light-dark(#b42318, #ff8f84); --warn: light-dark(#9a5b00, #ffc46b); --good: light-dark(#13713c, #6bd69a);
  font: 14px/1.5 system-ui, sans-serif; background: var(--back); color: var(--ink);
}
* { box-sizing: border-box; }
body { margin: 0; }
header { display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: center; padding: .5rem 1rem; position: sticky; top: 0; z-index: 1;
  background: var(--panel); border-bottom: 1px solid var(--line); }
nav { display: flex; flex-wrap: wrap; gap: .2rem; }
nav a { padding: .2rem .6rem; border-radius: 4px; color: inherit; text-decoration: none; }
nav a:hover { background: var(--back); }
nav a[aria-current] { background: var(--accent); color: var(--panel); }
.right { margin-left: auto; }
main { padding: 0 1rem 2rem; outline: none; }
footer, .note, small { color: var(--soft); }
footer { padding: 1rem; }
h1 { font-size: 1.4rem; margin: 1rem 0 .5rem; }
h2 { font-size: 1.05rem; margin: 1.2rem 0 .4rem; }
h3 { font-size: 1rem; margin: .2rem 0; }
a { color: var(--accent); }
:focus-visible:not(main) { outline: 2px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--panel); padding: .3rem; z-index: 2; }
.hidden { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
#trouble { margin: 0; padding: .5rem 1rem; background: var(--bad); color: var(--panel); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .8rem; }
.card { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: .6rem .8rem; }
.card h2 { margin: 0; font-size: .85rem; font-weight: normal; color: var(--soft); }
.card strong { display: block; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
.card.bad { border-color: var(--bad); }
.card.bad strong, .bad { color: var(--bad); }
.pill { padding: 0 .5rem; border-radius: 1rem; border: 1px solid currentColor; font-size: .85rem; white-space: nowrap; }
.good { color: var(--good); }
.warn { color: var(--warn); }
.spark { width: 96px; height: 22px; vertical-align: middle; }
.spark polyline { fill: none; stroke: var(--accent); stroke-width: 1.5; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; background: var(--panel); font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .6rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th.text, td.text { text-align: left; white-space: normal; overflow-wrap: anywhere; }
th button { all: unset; cursor: pointer; font-weight: 600; }
th button:focus-visible { outline: 2px solid var(--accent); }
th[aria-sort=ascending] button::after { content: " ▲"; }
th[aria-sort=descending] button::after { content: " ▼"; }
tbody tr:hover { background: var(--back); }
input, select, button, textarea { font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--line); border-radius: 4px; padding: .2rem .5rem; }
button { cursor: pointer; }
button.danger { border-color: var(--bad); color: var(--bad); }
button.link { border: 0; padding: 0; background: none; color: var(--accent); }
.filter { margin: .3rem 0; min-width: 16rem; }
.row, .buttons { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; }
.buttons { margin: .6rem 0; }
.tree details, .leaf { margin-left: 1.2rem; }
.tree > details { margin-left: 0; }
.leaf { padding-left: 1rem; }
.kind { color: var(--soft); font-size: .85rem; }
.badge { font-variant-numeric: tabular-nums; color: var(--accent); }
.badge.bad { color: var(--bad); }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 4px; padding: .6rem; overflow: auto; max-height: 70vh; margin: .4rem 0; }
.diff .added { background: light-dark(#d9f5e3, #143d27); }
.diff .removed { background: light-dark(#fde2e0, #4a1d1a); }
.refusal { border-left: 3px solid var(--bad); padding-left: .8rem; margin: .6rem 0; }
.refusal pre { white-space: pre-wrap; }
.bar { display: inline-block; width: 8rem; height: .7rem; border: 1px solid var(--line); border-radius: 3px; overflow: hidden; }
.bar span { display: block; height: 100%; background: currentColor; }
.levels { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: .4rem; }
.levels label { display: flex; justify-content: space-between; }
dialog { background: var(--panel); color: inherit; border: 1px solid var(--line); border-radius: 8px; max-width: 32rem; }
dialog::backdrop { background: #0008; }
form.grid { display: grid; grid-template-columns: max-content minmax(12rem, 40rem); gap: .4rem .8rem; align-items: center; }
form.grid [type=checkbox], form.grid button { justify-self: start; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
@media (prefers-reduced-motion: no-preference) { .card { transition: border-color .3s; } }

"""##
}
