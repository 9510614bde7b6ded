// swift-format-ignore-file
// Made of Sources/Admin/Dashboard/Page/dashboard.html by embed.py there; edit that instead.

extension DashboardText {
    static let html: StaticString = ##"""
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Apus</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="dashboard.css">
<script src="dashboard.js" defer></script>
</head>
<body>
<a class="skip" href="#main">to the content</a>
<header>
<strong>Apus</strong>
<span id="who"></span>
<span id="state" class="pill" role="status"></span>
<nav id="views" aria-label="Views"></nav>
<label class="right"><input type="checkbox" id="paused"> pause</label>
</header>
<p id="trouble" role="alert" hidden></p>
<main id="main" tabindex="-1"></main>
<dialog id="confirm" aria-labelledby="confirm-title">
<h2 id="confirm-title"></h2>
<p id="confirm-text"></p>
<div class="buttons"><button id="confirm-no" type="button">Cancel</button><button id="confirm-yes" type="button"
class="danger">Do it</button></div>
</dialog>
<footer>Keys: <kbd>1</kbd>–<kbd>9</kbd>, <kbd>0</kbd> views, <kbd>/</kbd> filter, <kbd>p</kbd> pause.
<span id="paths"></span></footer>
<noscript>This page asks its server by script. The same is told by the server's other paths.</noscript>
</body>
</html>

"""##
}
