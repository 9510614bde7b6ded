internal import Configuration

/// Which requests are shown.
struct TapFilter {
    private var equal: [(member: String, text: String)] = []
    private var path = ""
    private var statuses: ClosedRange<Int>?
    private var flag = ""
    private var slowerThan = 0.0
    private var onlyFailed = false

    init(_ parsed: ParsedFlags) throws(CommandFailure) {
        for name in ["cluster", "route", "authority", "method"] {
            if let text = parsed.values["--\(name)"] { equal.append((name, text)) }
        }
        path = parsed.values["--path"] ?? ""
        onlyFailed = parsed.toggles.contains("--failed")
        if let text = parsed.values["--status"] {
            let digits = text.hasSuffix("xx") ? text.dropLast(2) : text[...]
            let isNumber = digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard isNumber, let number = Int(digits), digits.count == (text.hasSuffix("xx") ? 1 : 3) else {
                throw .usage("--status: a status such as 503, or a class such as 5xx expected, found '\(text)'")
            }
            statuses = text.hasSuffix("xx") ? number * 100...number * 100 + 99 : number...number
        }
        if let text = parsed.values["--flag"] {
            let names = FlagMeaning.all.map(\.short)
            guard names.contains(text) else {
                let hint = EditDistance.hint(for: text, in: names)
                throw .usage("--flag: '\(text)' is no response flag\(hint) 'apus explain --list' has all of them")
            }
            flag = text
        }
        if let text = parsed.values["--slower-than"] {
            guard let number = Double(text), number >= 0 else {
                throw .usage("--slower-than: milliseconds expected, found '\(text)'")
            }
            slowerThan = number
        }
    }

    func matches(_ request: JSONNode) -> Bool {
        // The other end may be anybody: a number that is no status is none.
        let status = Int(exactly: request["status"]?.double ?? 0) ?? 0
        let flags = (request["flags"]?.string ?? "").split(separator: ",")
        if !equal.allSatisfy({ request[$0.member]?.string == $0.text }) { return false }
        if !(request["path"]?.string ?? "").hasPrefix(path) { return false }
        if let statuses, !statuses.contains(status) { return false }
        if !flag.isEmpty, !flags.contains(where: { $0 == flag }) { return false }
        if onlyFailed, status > 0, status < 500, flags.isEmpty { return false }
        return (request["duration_us"]?.double ?? 0) / 1_000 >= slowerThan
    }
}
