public import EventLoops

/// What an authority needs of its directory beside what a store does.
public protocol AuthorityFiles: StoreFiles {
    /// Writes behind what a file holds, which is made where there is none; the bytes are on the disk when this returns.
    func append(_ name: String, _ bytes: [UInt8]) throws(DurableDirectory.Problem)
}

extension DurableDirectory: AuthorityFiles {}
