/// Durations as the Gateway API writes them: up to four numbers of at most five digits, each with its unit.
///
/// Source: https://gateway-api.sigs.k8s.io/geps/gep-2257/
enum GatewayDuration {
    /// The milliseconds of `1h30m`, `10s` or `500ms`; nil for anything else.
    static func milliseconds(_ text: String) -> Int? {
        var bytes = Array(text.utf8)[...]
        var total = 0
        var parts = 0
        while !bytes.isEmpty {
            let digits = bytes.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
            guard (1...5).contains(digits.count), parts < 4 else { return nil }
            let number = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
            bytes = bytes.dropFirst(digits.count)
            let unit = bytes.prefix { $0 >= UInt8(ascii: "a") }
            bytes = bytes.dropFirst(unit.count)
            switch String(decoding: unit, as: UTF8.self) {
            case "h": total += number * 3_600_000
            case "m": total += number * 60_000
            case "s": total += number * 1000
            case "ms": total += number
            default: return nil
            }
            parts += 1
        }
        return parts == 0 ? nil : total
    }

    /// Milliseconds as Envoy's configuration writes them.
    static func envoyText(_ milliseconds: Int) -> String {
        let rest = milliseconds % 1000
        if rest == 0 { return "\(milliseconds / 1000)s" }
        return "\(milliseconds / 1000).\(String(1000 + rest).dropFirst())s"
    }
}
