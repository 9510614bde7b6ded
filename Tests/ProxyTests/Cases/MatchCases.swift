/// What routes ask of requests beside the path.
enum MatchCases {
    static let all: [ProxyCase] = headers + parameters + cookies + others

    /// Requests with those field lines, one after the other; the route under test answers `hit`, the next one `miss`.
    private static func asking(_ name: String, _ match: JSON, _ requests: String...) -> ProxyCase {
        ProxyCase(name, inTurn: requests).with {
            let path: JSON = ["prefix": "/"]
            $0.routes = [
                [
                    "name": "hit", "match": path.merged(with: match),
                    "direct_response": ["status": 200, "body": ["inline_string": "hit"]],
                ],
                [
                    "name": "miss", "match": ["prefix": "/"],
                    "direct_response": ["status": 200, "body": ["inline_string": "miss"]],
                ],
            ]
        }
    }

    private static func with(_ fields: String...) -> String { request("GET", "/", fields) }

    // MARK: - Fields

    /// A condition on the field `x`, and requests with and without it.
    private static func header(_ name: String, _ condition: JSON) -> ProxyCase {
        let field: JSON = ["name": "x"]
        return asking(
            name, ["headers": [field.merged(with: condition)]], get(), with("x: a"), with("x: b", "x: a"),
            with("x: a", "x: b"), with("x: a,b"), with("x:"), with("X: A"))
    }

    /// A condition on the number in the field `x`.
    private static func range(_ name: String, _ fields: JSON) -> ProxyCase {
        let field: JSON = ["name": "x", "range_match": ["start": -2, "end": 5]]
        return asking(
            name, ["headers": [field.merged(with: fields)]], get(), with("x: 1"), with("x: 5"), with("x: -2"),
            with("x: -3"), with("x: 9", "x: 2"), with("x: +3"), with("x: 3a"), with("x: 3.0"), with("x:"))
    }

    private static func pseudo(_ name: String, _ field: String, _ value: JSON, _ requests: String...) -> ProxyCase {
        var all = [request("POST", "/x?y", ["content-length: 0"]), get("/x"), get("/x?y", host: "b")]
        all += requests
        return ProxyCase(name, inTurn: all).with {
            $0.routes = [
                [
                    "name": "hit",
                    "match": [
                        "prefix": "/",
                        "headers": [JSON.object([.init(key: "name", value: .string(field))]).merged(with: value)],
                    ],
                    "direct_response": ["status": 200, "body": ["inline_string": "hit"]],
                ]
            ]
        }
    }

    private static let headers: [ProxyCase] = [
        header("header-exact-deprecated", ["exact_match": "a"]), header("header-list", ["exact_match": "a,b"]),
        header("header-exact-empty-deprecated", ["exact_match": ""]),
        header("header-exact", ["string_match": ["exact": "a"]]),
        header("header-exact-empty", ["string_match": ["exact": ""]]),
        header("header-any-case", ["string_match": ["exact": "A", "ignore_case": true]]),
        header("header-prefix-deprecated", ["prefix_match": "b"]),
        header("header-suffix-deprecated", ["suffix_match": "b"]),
        header("header-contains-deprecated", ["contains_match": ","]),
        header("header-regex-deprecated", ["safe_regex_match": ["regex": "[ab]"]]),
        header("header-prefix", ["string_match": ["prefix": "a"]]),
        header("header-suffix", ["string_match": ["suffix": ",b"]]),
        header("header-contains", ["string_match": ["contains": "b"]]),
        header("header-regex", ["string_match": ["safe_regex": ["regex": "a|b"]]]),
        header("header-inverted", ["string_match": ["exact": "a"], "invert_match": true]),
        header(
            "header-inverted-or-missing",
            ["string_match": ["exact": "a"], "invert_match": true, "treat_missing_header_as_empty": true]),
        header("header-missing-is-empty", ["string_match": ["exact": ""], "treat_missing_header_as_empty": true]),
        header("header-present", ["present_match": true]), header("header-absent", ["present_match": false]),
        header("header-present-inverted", ["present_match": true, "invert_match": true]),
        header("header-present-or-missing", ["present_match": true, "treat_missing_header_as_empty": true]),
        header("header-named", [:]), header("header-named-inverted", ["invert_match": true]),
        range("header-range", [:]), range("header-range-inverted", ["invert_match": true]),
        range("header-range-missing-is-empty", ["treat_missing_header_as_empty": true]),
        pseudo("header-method", ":method", ["exact_match": "POST"]),
        pseudo("header-path", ":path", ["string_match": ["exact": "/x?y"]]),
        pseudo("header-authority", ":authority", ["string_match": ["exact": "b"]]),
        pseudo("header-host", "host", ["string_match": ["exact": "b"]]),
        pseudo("header-scheme", ":scheme", ["string_match": ["exact": "http"]]),
        pseudo("header-scheme-inverted", ":scheme", ["string_match": ["exact": "http"], "invert_match": true]),
        pseudo("header-set-by-the-proxy", "x-forwarded-proto", ["string_match": ["exact": "http"]]),
        asking(
            "headers-together",
            ["headers": [["name": "a", "exact_match": "1"], ["name": "b", "present_match": false]]], with("a: 1"),
            with("a: 1", "b: 1"), with("a: 2"), get()),
    ]

    // MARK: - Parameters

    private static func parameter(_ name: String, _ condition: JSON, _ paths: String...) -> ProxyCase {
        let parameter: JSON = ["name": "q"]
        let match: JSON = ["prefix": "/", "query_parameters": [parameter.merged(with: condition)]]
        return ProxyCase(name, inTurn: paths.map { get($0) }).with {
            $0.routes = [
                ["name": "hit", "match": match, "direct_response": ["status": 200]],
                ["name": "miss", "match": ["prefix": "/"], "direct_response": ["status": 404]],
            ]
        }
    }

    private static let parameters: [ProxyCase] = [
        parameter(
            "parameter-named", [:], "/", "/?q", "/?q=", "/?a=1&q=2", "/?Q=1", "/?aq=1", "/?qa", "/?a;q", "/??q=1",
            "/?a&&q&", "/q=1"),
        parameter("parameter-present", ["present_match": true], "/", "/?q", "/?q=1"),
        parameter("parameter-absent", ["present_match": false], "/", "/?q", "/?q=1"),
        parameter(
            "parameter-exact", ["string_match": ["exact": "1"]], "/", "/?q=1", "/?q=1&q=2", "/?q=2&q=1", "/?q=%31",
            "/?q=1=", "/?%71=1", "/?q"),
        parameter("parameter-empty", ["string_match": ["exact": ""]], "/", "/?q", "/?q=", "/?q&a", "/?q=1"),
        parameter(
            "parameter-any-case", ["string_match": ["prefix": "a", "ignore_case": true]], "/?q=Ab", "/?q=a", "/?q=b"),
        parameter("parameter-encoded", ["string_match": ["exact": "a%20b"]], "/?q=a%20b", "/?q=a+b"),
        parameter(
            "parameter-regex", ["string_match": ["safe_regex": ["regex": "[0-9]+"]]], "/?q=12", "/?q=1a", "/?q="),
        asking(
            "parameters-together",
            ["query_parameters": [["name": "a"], ["name": "b", "string_match": ["exact": "1"]]]],
            get("/?a&b=1"), get("/?b=1"), get("/?b=1&a"), get("/?a&b=2")),
    ]

    // MARK: - Cookies

    private static func cookie(_ name: String, _ condition: JSON, _ cookies: [String]...) -> ProxyCase {
        let cookie: JSON = ["name": "c"]
        let match: JSON = ["prefix": "/", "cookies": [cookie.merged(with: condition)]]
        return ProxyCase(name, inTurn: cookies.map { request("GET", "/", $0.map { "cookie: \($0)" }) }).with {
            $0.routes = [
                ["name": "hit", "match": match, "direct_response": ["status": 200]],
                ["name": "miss", "match": ["prefix": "/"], "direct_response": ["status": 404]],
            ]
        }
    }

    private static let cookies: [ProxyCase] = [
        cookie(
            "cookie-exact", ["string_match": ["exact": "1"]], [], ["c=1"], ["a=2; c=1"], ["c=2; c=1"], ["c=1; c=2"],
            ["a=1", "c=1"], ["c=2", "c=1"], ["c=\"1\""], ["C=1"], ["c=1;a"], ["c =1"], ["c= 1"], ["a;c=1"], ["c"],
            ["c=1=2"]),
        cookie(
            "cookie-inverted", ["string_match": ["exact": "1"], "invert_match": true], [], ["c=1"], ["c=2"], ["c"]),
        cookie("cookie-empty", ["string_match": ["exact": ""]], [], ["c="], ["c"], ["c=\"\""]),
        cookie(
            "cookie-regex", ["string_match": ["safe_regex": ["regex": "v[0-9]+"]]], ["c=v12; d=1"], ["c=v"],
            ["d=v1"]),
    ]

    // MARK: - The rest

    private static func share(_ name: String, _ fraction: JSON) -> ProxyCase {
        asking(name, ["runtime_fraction": fraction], get(), get(), get())
    }

    private static let others: [ProxyCase] = [
        asking(
            "grpc-only", ["grpc": [:]], get(), with("content-type: application/grpc"),
            with("content-type: application/grpc+proto"), with("content-type: application/grpc-web"),
            with("content-type: application/grpc;x"), with("content-type: Application/grpc"),
            with("content-type: application/grpc", "content-type: b")),
        asking("certificate-whatever", ["tls_context": [:]], get()),
        asking("certificate-presented", ["tls_context": ["presented": true]], get()),
        asking("certificate-not-presented", ["tls_context": ["presented": false]], get()),
        asking("certificate-not-validated", ["tls_context": ["validated": false]], get()),
        share("share-none", ["default_value": ["numerator": 0]]),
        share("share-all", ["default_value": ["numerator": 1_000_000, "denominator": "MILLION"]]),
        share("share-of-a-key", ["default_value": ["numerator": 0], "runtime_key": "unset"]),
        asking(
            "everything-together",
            [
                "grpc": [:], "headers": [["name": "a"]], "query_parameters": [["name": "q"]],
                "cookies": [["name": "c", "string_match": ["exact": "1"]]], "tls_context": ["presented": false],
                "runtime_fraction": ["default_value": ["numerator": 100]],
            ],
            get("/?q", host: "a", "content-type: application/grpc", "a: 1", "cookie: c=1"),
            get("/?q", host: "a", "content-type: application/grpc", "cookie: c=1"),
            get("/", host: "a", "content-type: application/grpc", "a: 1", "cookie: c=1"),
            get("/?q", host: "a", "content-type: text/plain", "a: 1", "cookie: c=1")),
    ]
}
