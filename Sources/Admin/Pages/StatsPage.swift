internal import Buffers
internal import Telemetry

/// `/stats?format=html` and `active-html`: statistics as text, under a form that asks for them. The active page asks
/// again by itself.
enum StatsPage {
    static func html(_ request: AdminRequest, isActive: Bool, _ statistics: borrowing ByteBuffer) -> ByteBuffer {
        var page = ByteBuffer()
        page.append(
            """
            <!DOCTYPE html>
            <html lang='en'>
            <head>
              <meta charset='utf-8'>
              <title>Apus Admin</title>

            """)
        if isActive { page.append("  <meta http-equiv='refresh' content='5'>\n" as StaticString) }
        page.append(
            """
              <style>
                body, input, select, button { font-family: sans-serif; font-size: medium }
                label { margin-right: 1em }
              </style>
            </head>
            <body>
              <form action='' method='get'>

            """)
        for parameter in AdminCommand.stats.parameters { append(parameter, request, to: &page) }
        page.append("    <button>Show</button>\n  </form>\n<pre>\n" as StaticString)
        for index in 0..<statistics.count { append(escaped: statistics[index], to: &page) }
        page.append("</pre>\n</body>\n</html>\n" as StaticString)
        return page
    }

    private static func append(_ parameter: AdminCommand.Parameter, _ request: AdminRequest, to page: inout ByteBuffer)
    {
        let given = request[parameter.name]
        page.append("    <label title='" as StaticString)
        append(escaped: parameter.text, to: &page)
        page.append("'>\(parameter.name) " as String)
        if !parameter.values.isEmpty {
            page.append("<select name='\(parameter.name)'>" as String)
            for value in parameter.values {
                page.append("<option\(value == given ? " selected" : "")>\(value)</option>" as String)
            }
            page.append("</select>" as StaticString)
        } else if parameter.name == "filter" {
            page.append("<input name='filter' value='" as StaticString)
            append(escaped: given ?? "", to: &page)
            page.append("'>" as StaticString)
        } else {
            let checked = given == nil ? "" : " checked"
            page.append("<input type='checkbox' name='\(parameter.name)'\(checked)>" as String)
        }
        page.append("</label>\n" as StaticString)
    }

    private static func append(escaped text: String, to page: inout ByteBuffer) {
        for byte in text.utf8 { append(escaped: byte, to: &page) }
    }

    private static func append(escaped byte: UInt8, to page: inout ByteBuffer) {
        switch byte {
        case UInt8(ascii: "&"): page.append("&amp;" as StaticString)
        case UInt8(ascii: "<"): page.append("&lt;" as StaticString)
        case UInt8(ascii: ">"): page.append("&gt;" as StaticString)
        case UInt8(ascii: "\""): page.append("&quot;" as StaticString)
        case UInt8(ascii: "'"): page.append("&#39;" as StaticString)
        default: page.append(byte)
        }
    }
}
