/// The filter that puts credentials into requests.
enum InjectedCredentialCases {
    static let all: [ProxyCase] = [
        injecting("plainly", "Basic abc", [[], ["authorization: x"], ["authorization:"]]),
        injecting(
            "over-others", "Basic abc", [[], ["authorization: x"], ["authorization: x", "authorization: y"]],
            ["overwrite": true]),
        injecting(
            "behind-a-prefix", "abc", [[], ["x-key: q"]], credential: ["header": "X-Key", "header_value_prefix": "T "]),
        injecting("none", "", [[], ["authorization: x"]]),
        injecting("none-over-others", "", [[], ["authorization: x"]], ["overwrite": true]),
        injecting(
            "none-which-is-allowed", "", [[], ["authorization: x"]],
            ["overwrite": true, "allow_request_without_credential": true]),
        injecting("line-ends", "  Bearer q \r\n\n", [[]]), injecting("a-tab", "a\tb", [[]]),
        injecting("a-host", "other", [[]], ["overwrite": true], credential: ["header": "Host"]),
        injecting("a-path", "/other", [[]], ["overwrite": true], credential: ["header": ":path"]),
        injecting("no-secret", nil, [[]]), injecting("two-lines", "a\nb", [[], ["authorization: x"]]),
        injecting("control-bytes", "a\u{1}b", [[]]),
        injecting("control-bytes-over-others", "a\u{7f}b", [["authorization: x"]], ["overwrite": true]),
    ]

    private static let prefix = "type.googleapis.com/envoy.extensions.http.injected_credentials."

    private static func injecting(
        _ name: String, _ secret: String?, _ requests: [[String]], _ fields: JSON = [:], credential: JSON = [:]
    ) -> ProxyCase {
        let generic: JSON = [
            "@type": .string(prefix + "generic.v3.Generic"), "credential": ["name": .string("injected-" + name)],
        ]
        let base: JSON = ["credential": ["name": "g", "typed_config": generic.merged(with: credential)]]
        return ProxyCase("injected-" + name, inTurn: requests.map { request("GET", "/", $0) }).with {
            $0.manager = FilterChain.manager(
                FilterChain.filter("inject", "credential_injector.v3.CredentialInjector", base.merged(with: fields)))
            var content: JSON = [:]
            if let secret { content = ["secret": ["inline_string": .string(secret)]] }
            $0.secrets = [["name": .string("injected-" + name), "generic_secret": content]]
            $0.omitting = [.probe, .bytewise]
        }
    }
}
