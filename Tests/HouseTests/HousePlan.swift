import Foundation

/// What ARCHITECTURE.md says of the rooms.
struct HousePlan: Sendable {
    /// The table of rooms: their floors, by name.
    private(set) var floors: [String: Int] = [:]
    /// The rooms where `unsafe` may stand.
    private(set) var unsafeRooms: Set<String> = []

    init(_ text: String) {
        for line in text.split(separator: "\n") where line.hasPrefix("|") {
            let cells = line.split(separator: "|").map(\.trimmed)
            guard cells.count >= 2, let floor = Int(cells[0]) else { continue }
            for name in Self.quoted(cells[1]) { floors[name] = floor }
        }
        let sentence = text.replacingOccurrences(of: "\n", with: " ")
        if let start = sentence.range(of: "`unsafe` stands only in ") {
            unsafeRooms = Set(Self.quoted(sentence[start.upperBound...].prefix { $0 != ";" && $0 != "." }))
        }
    }

    /// What stands between backticks.
    private static func quoted(_ text: some StringProtocol) -> [String] {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
}
