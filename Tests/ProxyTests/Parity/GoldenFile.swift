import Foundation

/// The recorded transcripts of a theme: `Golden/<theme>.txt` beside these sources.
enum GoldenFile {
    private static let separator = "=== "

    /// The transcripts by case name.
    static func read(_ theme: String) -> [String: String] {
        guard let text = readFile(path(theme))?.text else { return [:] }
        var entries: [String: String] = [:]
        var name: String?
        var lines: [Substring] = []
        func finish() {
            while lines.last?.isEmpty == true { lines.removeLast() }
            if let name { entries[name] = lines.joined(separator: "\n") }
            lines = []
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix(separator) {
                finish()
                name = String(line.dropFirst(separator.count))
            } else if name != nil {
                lines.append(line)
            }
        }
        finish()
        return entries
    }

    /// Writes the transcripts in the order of the cases.
    static func write(_ theme: Theme, _ transcripts: [String: String]) throws {
        var text = "Recorded from Envoy 1.40.0 by RECORD_GOLDEN=1 swift test --filter ProxyTests.\n"
        for testCase in theme.cases {
            guard let transcript = transcripts[testCase.name] else { continue }
            text += "\n\(separator)\(testCase.name)\n\(transcript)\n"
        }
        try text.write(toFile: path(theme.name), atomically: true, encoding: .utf8)
    }

    /// Whether this run records instead of comparing.
    static var isRecording: Bool { ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" }

    private static func path(_ theme: String) -> String {
        let here = URL(fileURLWithPath: #filePath)
        return here.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
            "Golden/\(theme).txt"
        ).path
    }
}
