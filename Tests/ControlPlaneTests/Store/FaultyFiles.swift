import ControlPlane
import EventLoops

/// A directory that stops working after some steps, as a machine that loses its power does, and tells what may be on
/// its disk then.
final class FaultyFiles: StoreFiles, @unchecked Sendable {  // Guard: one test at a time touches it.
    private var visible: [String: [UInt8]]
    private var durable: [String: [UInt8]]
    /// Changes of names that are not on the disk for sure.
    private var pending: [(inout [String: [UInt8]]) -> Void] = []
    private var stepsLeft: Int
    /// Whether all works but that.
    var synchronisationsFail = false

    init(_ files: [String: [UInt8]] = [:], steps: Int = .max) {
        visible = files
        durable = files
        stepsLeft = steps
    }

    /// What may be on the disk: after none of the changes that are not there for sure, after the first, and so on.
    var possibleDisks: [[String: [UInt8]]] {
        var disk = durable
        var disks = [disk]
        for change in pending {
            change(&disk)
            disks.append(disk)
        }
        return disks
    }

    private func step() throws(DurableDirectory.Problem) {
        if stepsLeft == 0 { throw DurableDirectory.Problem(text: "no power") }
        stepsLeft -= 1
    }

    func list() throws(DurableDirectory.Problem) -> [String] {
        if stepsLeft == 0 { throw DurableDirectory.Problem(text: "no power") }
        return visible.keys.sorted()
    }

    func read(_ name: String) throws(DurableDirectory.Problem) -> [UInt8] {
        guard let bytes = visible[name] else { throw DurableDirectory.Problem(text: "\(name) is not there") }
        return bytes
    }

    func write(_ name: String, _ bytes: [UInt8]) throws(DurableDirectory.Problem) {
        do throws(DurableDirectory.Problem) {
            try step()
        } catch {
            // Some of it may be there.
            let half = Array(bytes[..<(bytes.count / 2)])
            pending.append { $0[name] = half }
            throw error
        }
        visible[name] = bytes
        pending.append { $0[name] = bytes }
    }

    func rename(_ old: String, to new: String) throws(DurableDirectory.Problem) {
        try step()
        visible[new] = visible.removeValue(forKey: old)
        pending.append { $0[new] = $0.removeValue(forKey: old) }
    }

    func remove(_ name: String) throws(DurableDirectory.Problem) {
        try step()
        visible[name] = nil
        pending.append { $0[name] = nil }
    }

    func synchronise() throws(DurableDirectory.Problem) {
        try step()
        if synchronisationsFail { throw DurableDirectory.Problem(text: "no disk") }
        for change in pending { change(&durable) }
        pending = []
    }
}
