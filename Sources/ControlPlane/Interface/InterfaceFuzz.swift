internal import HTTPSemantics

/// What clients of the interface send, for the fuzzer.
public enum InterfaceFuzz {
    /// Reads bytes as the target of a request, as an endpoint that registers, as a file of tokens, and as what a store
    /// may hold.
    public static func read(_ bytes: [UInt8]) {
        if let request = InterfaceRequest(method: .get, target: bytes) {
            _ = InterfaceService.Route(request.parts)
            _ = request.parts.map(DocumentDirectory.isAcceptable)
            _ = request.problem(knowing: ["limit", "since"])
            _ = request.number("limit").map { precondition($0 >= 0, "a number that is negative") }
        }
        if case .success(let endpoint) = EndpointRegistry.Endpoint.read(bytes),
            let key = EndpointRegistry.Key(namespace: "n", service: "s", id: "i")
        {
            var registry = EndpointRegistry()
            _ = registry.put(key, endpoint, now: 0)
            let next = EndpointRegistry(encoded: registry.encoded, now: 0)
            precondition(next == registry, "what is kept comes back as it was")
        }
        _ = EndpointRegistry(encoded: bytes, now: 0)
        _ = AccessTokens.read(bytes, file: "")
        _ = AccessTokens.bearer(bytes)
        _ = PublishedSet(encoded: bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        _ = HoldTime.of(prefer: text, expectedTimeout: text, chance: UInt64(bytes.count))
        _ = PublicationHistory.Condition(ifMatch: text, ifNoneMatch: text)
    }
}
