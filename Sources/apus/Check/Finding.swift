/// One thing that was looked at.
struct Finding {
    enum Weight: String, Comparable {
        case fine = "ok"
        case warning
        case problem

        private var place: Int {
            switch self {
            case .fine: 0
            case .warning: 1
            case .problem: 2
            }
        }
        static func < (one: Weight, other: Weight) -> Bool { one.place < other.place }
    }

    let weight: Weight
    /// What was looked at.
    let subject: String
    /// What was found.
    let text: String
    /// What mends it; empty where nothing has to be.
    var advice = ""

    var line: String {
        "\(weight.rawValue.padded(to: 9))\(subject): \(text)\n" + (advice.isEmpty ? "" : "         → \(advice)\n")
    }

    var tree: TextTree {
        .object([
            ("result", .text(weight.rawValue)), ("subject", .text(subject)), ("found", .text(text)),
            ("advice", .text(advice)),
        ])
    }
}
