/// The commands of substitution formats: those that Envoy 1.40 has, and what Apus makes of them.
///
/// The list was found by giving each word to Envoy itself.
enum FormatCommands {
    /// What a command's parentheses are to it.
    enum Argument {
        /// It has none.
        case never
        /// It may have them.
        case sometimes
        /// It needs them.
        case always
    }

    /// What Envoy takes in a command's parentheses; nil for a command that Envoy does not have.
    static func argument(of command: String) -> Argument? {
        if needingArgument.contains(command) { return .always }
        if takingArgument.contains(command) { return .sometimes }
        return plain.contains(command) ? .never : nil
    }

    /// Whether Envoy takes a length behind a command.
    static func takesLength(_ command: String) -> Bool { takingLength.contains(command) }

    /// All of Envoy's commands, for advice.
    static var all: [String] { plain.union(takingArgument).union(needingArgument).sorted() }

    private static func words(_ text: String) -> Set<String> {
        Set(text.split { $0 == " " || $0 == "\n" }.map(String.init))
    }

    private static let needingArgument = words(
        """
        CEL CLUSTER_METADATA COALESCE COMMON_DURATION DYNAMIC_METADATA ENVIRONMENT FILTER_STATE METADATA QUERY_PARAM REQ
        REQUEST_HEADER RESP RESPONSE_HEADER RESPONSE_TRAILER STREAM_INFO_REQ TRAILER UPSTREAM_FILTER_STATE
        UPSTREAM_METADATA
        """)

    private static let takingArgument = words(
        """
        DOWNSTREAM_DIRECT_LOCAL_ADDRESS_WITHOUT_PORT DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT
        DOWNSTREAM_LOCAL_ADDRESS_WITHOUT_PORT DOWNSTREAM_PEER_CERT_V_END DOWNSTREAM_PEER_CERT_V_START
        DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT EMIT_TIME EMIT_TIME_LOCAL GRPC_STATUS PATH QUERY_PARAMS
        REQUESTED_SERVER_NAME RESPONSE_CODE_DETAILS START_TIME START_TIME_LOCAL UPSTREAM_LOCAL_ADDRESS_WITHOUT_PORT
        UPSTREAM_PEER_CERT_V_END UPSTREAM_PEER_CERT_V_START UPSTREAM_REMOTE_ADDRESS_WITHOUT_PORT
        """)

    private static let takingLength = words(
        """
        COALESCE DYNAMIC_METADATA ENVIRONMENT FILTER_STATE METADATA PATH QUERY_PARAM QUERY_PARAMS REQ REQUEST_HEADER
        RESP RESPONSE_HEADER RESPONSE_TRAILER STREAM_INFO_REQ TRAILER UPSTREAM_FILTER_STATE
        """)

    /// Without argument: what Apus implements, and this one, for which it has no clock.
    private static let plain = Set(FormatField.allCases.map(\.rawValue))
        .union(["ROUTE_RESOLUTION_TIME_US"])
        .subtracting(takingArgument)
}
