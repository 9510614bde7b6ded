// swift-format-ignore-file
// Generated from the descriptors of Envoy 3.11.7 by
// Tests/ConfigurationTests/CatalogueTools/generate_catalogue.py; edit that instead.

extension CatalogueText {
    /// The text of a shard.
    static func shard(_ number: Int) -> String {
        switch number {
        case 0: shard0
        case 1: shard1
        case 2: shard2
        default: ""
        }
    }
}
