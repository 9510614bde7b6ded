public import EventLoops

/// What a store needs of a directory. Each step is whole by itself; what a crash leaves of several is the store's care.
public protocol StoreFiles: AnyObject, Sendable {
    /// The names of the files.
    func list() throws(DurableDirectory.Problem) -> [String]
    /// The bytes of a file.
    func read(_ name: String) throws(DurableDirectory.Problem) -> [UInt8]
    /// Writes a file anew; its bytes are on the disk when this returns.
    func write(_ name: String, _ bytes: [UInt8]) throws(DurableDirectory.Problem)
    /// Puts a file in the place of another, or of none.
    func rename(_ old: String, to new: String) throws(DurableDirectory.Problem)
    /// Takes a file away, if it is there.
    func remove(_ name: String) throws(DurableDirectory.Problem)
    /// The names of the files are on the disk when this returns.
    func synchronise() throws(DurableDirectory.Problem)
}

extension DurableDirectory: StoreFiles {}
