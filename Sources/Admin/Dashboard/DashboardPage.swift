internal import Buffers

/// The page at `/dashboard`: three files without anything from elsewhere, which ask the other paths by themselves.
///
/// `Page` holds them as they are written, and `Page/embed.py` makes texts of them.
enum DashboardPage {
    /// What the browser lets the page do: it loads its own two files and asks this server, and nothing else.
    static let policy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "img-src data:",
        "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
    ].joined(separator: "; ")

    static func html() -> ByteBuffer { text([DashboardText.html]) }

    static func script() -> ByteBuffer { text(DashboardText.scripts) }

    static func style() -> ByteBuffer { text([DashboardText.style]) }

    static func text(_ parts: [StaticString]) -> ByteBuffer {
        var page = ByteBuffer()
        for part in parts { page.append(part) }
        return page
    }
}
