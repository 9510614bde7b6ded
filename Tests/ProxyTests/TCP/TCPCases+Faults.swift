/// Endpoints that go wrong under a connection.
extension TCPCases {
    static let faults: [TCPCase] = [
        TCPCase("closed-at-once", [proxy], [.connect, .end]) { $0.upstream = .leaving(after: "", resets: false) },
        TCPCase("closed-after-a-word", [proxy], [.connect, .end]) {
            $0.upstream = .leaving(after: "220 bye", resets: false)
        },
        TCPCase("silent", [TCPDocuments.proxy(["idle_timeout": "0.3s"])], [.connect, .send(ByteString("a")), .end]) {
            $0.upstream = .halfClosing
            $0.omitting = ["stat cluster"]
        },
        TCPCase(
            "never-answered-and-patient", [TCPDocuments.proxy(["max_connect_attempts": 2])]
        ) {
            $0.upstream = .stuck
            $0.cluster = ["connect_timeout": "0.2s"]
        },
        TCPCase(
            "outliers", [proxy], [.connect, .end, .connect, .end]
        ) {
            $0.upstream = .refusing
            $0.cluster = [
                "outlier_detection": ["consecutive_local_origin_failure": 1, "split_external_local_origin_errors": true]
            ]
        },
    ]
}
