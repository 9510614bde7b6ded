import Foundation
import Testing

/// A headless Chromium that goes through steps on a page; see `browser.py`.
enum Browser {
    /// One step.
    enum Step {
        /// Waits until a script is true.
        case until(String)
        /// Runs a script; what it gives is told under a name.
        case tell(String, String)
        /// Runs a script.
        case run(String)
        /// Presses a key.
        case key(String)
        /// Whether dark pages are preferred.
        case dark(Bool)
        /// The window's width.
        case width(Int)
        /// Takes a picture.
        case shot(String)

        fileprivate var member: [String: Any] {
            switch self {
            case .until(let script): ["until": script]
            case .tell(_, let script), .run(let script): ["do": script]
            case .key(let key): ["key": key]
            case .dark(let isDark): ["dark": isDark]
            case .width(let width): ["width": width]
            case .shot(let name): ["shot": name]
            }
        }
    }

    /// What came of it.
    struct Outcome {
        /// What scripts told.
        var told: [String: Any] = [:]
        /// What went wrong in the page, by its console, its network and its policy.
        var problems: [String] = []
        /// All that was asked for.
        var requests: [String] = []
        /// The steps that did not come about.
        var missed: [String] = []
        /// Bytes of each picture.
        var pictures: [String: Int] = [:]

        /// A text that a script told.
        func text(_ name: String) -> String { told[name].map { "\($0)" } ?? "" }
    }

    /// The program; nil where it is not installed, or Python cannot talk to it.
    static let program: String? = {
        let names = ["chromium", "chromium-browser", "google-chrome"]
        let found = names.lazy.compactMap { ProxyBinary.inSearchPath($0) }.first
        return GRPCMatrixTests.isImportable("websockets") ? found : nil
    }()

    /// Opens a page and goes through the steps. Pictures are written to the directory.
    static func visit(_ url: String, _ steps: [Step], pictures directory: TemporaryDirectory) throws -> Outcome {
        let plan = try JSONSerialization.data(withJSONObject: steps.map(\.member))
        let file = try directory.write(String(decoding: plan, as: UTF8.self), to: "steps.json")
        let (output, errors) = (directory.file("outcome.json"), directory.file("browser-errors.txt"))
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "browser.py").path
        let words = ["python3", script, try #require(program), url, file, directory.path]
        let process = try ChildProcess("/usr/bin/env", words, output: output, errors: errors)
        let ending = process.ending(within: 240)
        let complaints = readFile(errors)?.text.suffix(3_000) ?? ""
        #expect(ending == .exit(0), "\(complaints)")
        let whole = try JSONSerialization.jsonObject(with: Data(readFile(output) ?? [])) as? [String: Any]
        var outcome = Outcome()
        outcome.problems = whole?["problems"] as? [String] ?? ["no outcome"]
        outcome.requests = whole?["requests"] as? [String] ?? []
        let values = whole?["values"] as? [Any] ?? []
        for (place, step) in steps.enumerated() {
            let value = place < values.count ? values[place] : false
            switch step {
            case .until(let script): if value as? Bool != true { outcome.missed.append(script) }
            case .tell(let name, _): outcome.told[name] = value
            case .shot(let name): outcome.pictures[name] = value as? Int ?? 0
            case .run(let script):
                if let problem = (value as? [String: Any])?["exception"] {
                    outcome.problems.append("\(script): \(problem)")
                }
            case .key, .dark, .width: break
            }
        }
        return outcome
    }
}
