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

    /// The file of what Apus does where it differs by choice.
    static let differences = "chosen-differences"

    /// Writes the transcripts in the order of the cases.
    static func write(_ theme: Theme, _ transcripts: [String: String], from source: String = "Envoy 1.40.0") throws {
        let variable = isRecordingDifferences ? "RECORD_DIFFERENCES" : "RECORD_GOLDEN"
        var text = "Recorded from \(source) by \(variable)=1 swift test --filter ProxyTests.\n"
        for testCase in theme.cases {
            guard let transcript = transcripts[testCase.name] else { continue }
            text += "\n\(separator)\(testCase.name)\n\(transcript)\n"
        }
        try text.write(toFile: path(theme.name), atomically: true, encoding: .utf8)
    }

    /// Whether this run records instead of comparing.
    static var isRecording: Bool { ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" }

    /// Whether this run records what Apus does where it differs by choice.
    static var isRecordingDifferences: Bool { ProcessInfo.processInfo.environment["RECORD_DIFFERENCES"] == "1" }

    private static func path(_ theme: String) -> String {
        let here = URL(fileURLWithPath: #filePath)
        return here.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
            "Golden/\(theme).txt"
        ).path
    }
}
