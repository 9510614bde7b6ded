import EventLoops
import Synchronization

@testable import ControlPlane

/// A directory in memory that can fail at any step, and keeps what a crash would leave at each.
final class AuthorityTestFiles: AuthorityFiles {
    private struct State {
        var files: [String: [UInt8]] = [:]
        var stepsLeft = Int.max
        var partLeft = 0
    }
    private let state = Mutex(State())

    init(_ files: [String: [UInt8]] = [:]) { state.withLock { $0.files = files } }

    /// What is there.
    var files: [String: [UInt8]] { state.withLock { $0.files } }

    /// Lets so many steps more succeed, and all others fail; of what is appended then, so many bytes are there.
    func failAfter(_ steps: Int, leaving part: Int = 0) {
        state.withLock { ($0.stepsLeft, $0.partLeft) = (steps, part) }
    }

    private func step(_ body: (inout [String: [UInt8]]) -> Void) throws(DurableDirectory.Problem) {
        let isDone = state.withLock { state in
            if state.stepsLeft == 0 { return false }
            state.stepsLeft -= 1
            body(&state.files)
            return true
        }
        if !isDone { throw DurableDirectory.Problem(text: "the disk is full") }
    }

    func list() -> [String] { files.keys.sorted() }

    func read(_ name: String) throws(DurableDirectory.Problem) -> [UInt8] {
        guard let bytes = files[name] else { throw DurableDirectory.Problem(text: "\(name): there is no such file") }
        return bytes
    }

    func write(_ name: String, _ bytes: [UInt8]) throws(DurableDirectory.Problem) { try step { $0[name] = bytes } }

    func append(_ name: String, _ bytes: [UInt8]) throws(DurableDirectory.Problem) {
        do throws(DurableDirectory.Problem) { try step { $0[name, default: []] += bytes } } catch {
            state.withLock { $0.files[name, default: []] += bytes.prefix($0.partLeft) }
            throw error
        }
    }

    func rename(_ old: String, to new: String) throws(DurableDirectory.Problem) {
        try step { $0[new] = $0.removeValue(forKey: old) }
    }

    func remove(_ name: String) throws(DurableDirectory.Problem) { try step { $0[name] = nil } }

    func synchronise() throws(DurableDirectory.Problem) { try step { _ in } }
}
