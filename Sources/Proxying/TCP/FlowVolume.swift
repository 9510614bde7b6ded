/// Finds out whether a flow is large: several reads in a row that fill most of a buffer.
struct FlowVolume {
    private var fullReads = 0

    /// Bytes of a read that count as many, and such reads in a row that make a large flow.
    private static let many = 32 << 10
    private static let enough = 8

    /// Counts a read; whether the flow is large by now.
    mutating func grew(by count: Int) -> Bool {
        fullReads = count >= Self.many ? fullReads + 1 : 0
        return fullReads >= Self.enough
    }
}
