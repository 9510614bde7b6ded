/// A file of mesh documents as it was found: not read yet, and perhaps wrong.
public struct MeshDocument: Sendable, Equatable {
    /// Its path below the directory of documents, as in `services/cart.yaml`; its end says how it is written.
    public var name: String
    /// Its text: JSON, or YAML with any number of documents.
    public var bytes: [UInt8]
    /// Whether it stands for a policy that is wrong, and so may have as many targets as that one.
    var isDenial = false

    /// Makes a document.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}
