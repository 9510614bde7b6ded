internal import Configuration

/// This proxy as pages tell it: the node of the file, with what the command line set over it, and the software.
struct AdminNode: Sendable {
    let node: NodeConfiguration
    let version: String

    /// The members of a `Node` message.
    ///
    /// - Parameter isWhole: whether empty texts and zeros are written too, and what the software says of itself.
    func write(to page: inout JSONWriter, isWhole: Bool = false) {
        if isWhole || !node.id.isEmpty { page.member("id", node.id) }
        if isWhole || !node.cluster.isEmpty { page.member("cluster", node.cluster) }
        let source = JSONSource(node.source)
        if let metadata = source.member("metadata", in: source.whole) {
            page.key("metadata")
            page.source(node.source, metadata)
        }
        if !(node.region.isEmpty && node.zone.isEmpty && node.subZone.isEmpty) {
            page.beginObject("locality")
            if isWhole || !node.region.isEmpty { page.member("region", node.region) }
            if isWhole || !node.zone.isEmpty { page.member("zone", node.zone) }
            if isWhole || !node.subZone.isEmpty { page.member("sub_zone", node.subZone) }
            page.endObject()
        }
        page.member("user_agent_name", "apus")
        page.beginObject("user_agent_build_version")
        page.beginObject("version")
        let numbers = version.split(separator: ".").map { UInt64($0) ?? 0 }
        let names: [StaticString] = ["major_number", "minor_number", "patch"]
        for (name, number) in zip(names, numbers) where isWhole || number != 0 { page.member(name, number: number) }
        page.endObject()
        if isWhole {
            page.beginObject("metadata")
            page.member("revision.status", "Clean")
            page.member("revision.sha", "apus")
            page.member("build.type", "RELEASE")
            page.member("ssl.version", "OpenSSL")
            page.endObject()
        }
        page.endObject()
    }
}
