/// What becomes of a path before it is looked at.
enum PathCases {
    static let all: [ProxyCase] = normalising + merging + escapedSlashes + together

    private static func asked(_ name: String, _ paths: [String], _ manager: JSON) -> ProxyCase {
        ProxyCase(name, inTurn: paths.map { get($0) }).with { $0.manager = manager }
    }

    private static let normalising: [ProxyCase] = [
        asked(
            "normalize-dots",
            [
                "/a/./b", "/a/../b", "/../../b", "/a/b/..", "/a/b/.", "/a/.b/..c", "/a/...", "/.", "/..",
                "/a/b/../../../c",
                "/a//../b", "/a//b", "/a/./../b/", "/a.", "/a..", "/a/..;x/b", "/a/b/../",
            ], ["normalize_path": true]),
        asked(
            "normalize-escaped-dots",
            ["/a/%2e/b", "/a/%2e%2E/b", "/a/.%2e", "/a/%2e.", "/%2e%2e%2fa", "/a%2e%2e/b", "/a/%2ex"],
            ["normalize_path": true]),
        asked(
            "normalize-backslashes",
            ["/a\\b", "/a\\..\\b", "\\", "/a\\.", "/a%5cb", "/a%5C..%5Cb"].filter { $0 != "\\" },
            ["normalize_path": true]),
        asked(
            "normalize-escapes",
            [
                "/%41%7a%30%2d%5f%7E", "/%2f%2F", "/%20%25%3f%23", "/%", "/%4", "/%zz", "/a%", "/%c3%a4", "/a\"b<c>d",
                "/a`b{c}d|e^f", "/a;b:c@d&e=f+g$h,i!j*k'l(m)n", "/[a]", "/~a_b-c",
            ], ["normalize_path": true]),
        asked(
            "normalize-leaves-the-query", ["/a/../b?x=/../y", "/a?x=%41", "/a/?../", "/?a/..", "/a/..?q"],
            ["normalize_path": true]),
        asked("normalize-nul", ["/a%00b"], ["normalize_path": true]).with {
            $0.statistics = ["http.downstream_rq_failed_path_normalization"]
        },
        asked("normalize-fragment", ["/a/../b#c"], ["normalize_path": true]),
        asked(
            "normalize-before-routing", ["/secret/../open", "/open/../secret", "/open/%2e%2e/secret"],
            ["normalize_path": true]
        )
        .with {
            $0.routes = [
                ["name": "secret", "match": ["prefix": "/secret"], "direct_response": ["status": 403]],
                ["name": "open", "match": ["prefix": "/open"], "route": ["cluster": "CLUSTER"]],
            ]
        },
        asked("normalize-in-the-redirect", ["/a/../b?x"], ["normalize_path": true]).with {
            $0.routes = [["match": ["prefix": "/"], "redirect": ["host_redirect": "b"]]]
        },
    ]

    private static let merging: [ProxyCase] = [
        asked(
            "merge-slashes",
            ["/a//b", "//a", "///", "//", "/a//", "/a/b", "/a?x=//", "//?x=//", "/a/..//b", "/%2f/a", "/a//./b"],
            ["merge_slashes": true])
    ]

    private static let slashes = ["/a%2fb", "/a%2Fb?x=%2f", "/a%5cb%5Cc", "/a%2", "/a%2f%2fb", "/plain", "/a%252fb"]

    private static func action(_ name: String, _ action: String, _ paths: [String]) -> ProxyCase {
        asked("escaped-slashes-\(name)", paths, ["path_with_escaped_slashes_action": .string(action)]).with {
            $0.statistics = [
                "http.downstream_rq_failed_path_normalization", "http.downstream_rq_redirected_with_normalized_path",
            ]
        }
    }

    private static let escapedSlashes: [ProxyCase] = [
        action("default", "IMPLEMENTATION_SPECIFIC_DEFAULT", slashes),
        action("kept", "KEEP_UNCHANGED", slashes),
        action("rejected", "REJECT_REQUEST", ["/plain", "/a?x=%2f", "/a%2fb"]),
        action("rejected-backslash", "REJECT_REQUEST", ["/a%5Cb"]),
        action("redirected", "UNESCAPE_AND_REDIRECT", slashes),
        action("forwarded", "UNESCAPE_AND_FORWARD", slashes),
        ProxyCase(
            "escaped-slashes-of-grpc",
            request("POST", "/a%2fb", ["content-type: application/grpc", "content-length: 0"])
        ).with { $0.manager = ["path_with_escaped_slashes_action": "UNESCAPE_AND_REDIRECT"] },
        ProxyCase(
            "escaped-slashes-redirected-with-a-body", request("POST", "/a%2fb", ["content-length: 5"], body: "hello")
        )
        .with { $0.manager = ["path_with_escaped_slashes_action": "UNESCAPE_AND_REDIRECT"] },
    ]

    private static let together: [ProxyCase] = [
        asked(
            "normalize-merge-and-unescape",
            ["/a%2f..%2fb//c", "/a/..%5c..//b", "/a//..%2f/b", "/a%2f%2e%2e//%5Cb?x=%2f//"],
            [
                "normalize_path": true, "merge_slashes": true,
                "path_with_escaped_slashes_action": "UNESCAPE_AND_FORWARD",
            ]),
        asked(
            "normalize-and-redirect", ["/a%2f../b//c?x=1"],
            [
                "normalize_path": true, "merge_slashes": true,
                "path_with_escaped_slashes_action": "UNESCAPE_AND_REDIRECT",
            ]),
        ProxyCase("asterisk-is-no-path-to-normalize", request("OPTIONS", "*", [])).with {
            $0.manager = ["normalize_path": true, "merge_slashes": true]
        },
        ProxyCase("absolute-target-normalized", "GET http://b/x/../y//z HTTP/1.1\r\nhost: a\r\n\r\n").with {
            $0.manager = ["normalize_path": true, "merge_slashes": true]
        },
    ]
}
