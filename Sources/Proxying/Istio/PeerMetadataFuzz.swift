internal import Configuration

/// An oracle for fuzzing what peers say of themselves: no bytes may trap, and what was understood is told again as it
/// was. Not for serving.
public enum PeerMetadataFuzz {
    /// Reads `bytes` as the field, and as the metadata of an endpoint.
    public static func run(_ bytes: [UInt8]) {
        _ = PeerMetadataText.workload(ofEndpoint: bytes.span)
        guard let names = PeerMetadataText.decode(bytes.span) else { return }
        var workload = WorkloadDescription()
        workload.names = names
        let again = PeerMetadataText.encode(workload, more: [])
        precondition(PeerMetadataText.decode(again.span) == names, "a workload that is another when it is told again")
    }
}
