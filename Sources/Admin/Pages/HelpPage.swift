internal import Buffers

/// `/help`, the list under an unknown path, and the page at `/`.
enum HelpPage {
    /// A line a command and a line a parameter.
    static func text(prefix: StaticString = "") -> ByteBuffer {
        var page = ByteBuffer()
        page.append(prefix)
        page.append("admin commands are:\n")
        for command in AdminCommand.allCases {
            page.append("  ")
            page.append(command.rawValue)
            if command.isMutation { page.append(" (POST)") }
            page.append(": ")
            page.append(command.text)
            page.append("\n")
            for parameter in command.parameters {
                page.append("      ")
                page.append(parameter.name)
                page.append(": ")
                page.append(parameter.text)
                if !parameter.values.isEmpty {
                    page.append("; One of (")
                    page.append(parameter.values.joined(separator: ", "))
                    page.append(")")
                }
                page.append("\n")
            }
        }
        return page
    }

    /// A link, or a button where something changes, for each command.
    static func html() -> ByteBuffer {
        var page = ByteBuffer()
        page.append(
            """
            <!DOCTYPE html>
            <html lang='en'>
            <head>
              <meta charset='utf-8'>
              <title>Apus Admin</title>
              <style>
                body, button { font-family: sans-serif; font-size: medium }
                td { padding: 4px; text-align: left; vertical-align: top }
                form { margin: 0 }
              </style>
            </head>
            <body>
              <p><a href='dashboard'>What goes on here</a></p>
              <table>
                <thead><tr><th>Command</th><th>Description</th></tr></thead>
                <tbody>

            """)
        for command in AdminCommand.allCases where command != .home {
            // Relative, so that the page works behind a path prefix too. No name holds a character that HTML
            // reserves.
            let path = String(command.rawValue.dropFirst())
            page.append("      <tr><td>")
            if command.isMutation {
                page.append("<form action='\(path)' method='post'><button>\(path)</button></form>" as String)
            } else {
                page.append("<a href='\(path)'>\(path)</a>" as String)
            }
            page.append("</td><td>")
            page.append(escaped(command.text))
            for parameter in command.parameters {
                page.append("<br><code>\(parameter.name)</code>: \(escaped(parameter.text))" as String)
                if !parameter.values.isEmpty {
                    page.append("; one of \(parameter.values.filter { !$0.isEmpty }.joined(separator: ", "))" as String)
                }
            }
            page.append("</td></tr>\n")
        }
        page.append("    </tbody>\n  </table>\n</body>\n</html>\n")
        return page
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.append(character)
            }
        }
        return result
    }
}
