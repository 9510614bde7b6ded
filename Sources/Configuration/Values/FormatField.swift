/// The format commands that take no argument, by the words that Envoy has for them.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/advanced/substitution_formatter
public enum FormatField: String, CaseIterable, Sendable {
    /// What the line is about: the end of a request, its beginning, a moment in between.
    case accessLogType = "ACCESS_LOG_TYPE"
    /// Body bytes.
    case bytesReceived = "BYTES_RECEIVED", bytesSent = "BYTES_SENT"
    /// What only QUIC measures: 0 here.
    case bytesRetransmitted = "BYTES_RETRANSMITTED", packetsRetransmitted = "PACKETS_RETRANSMITTED",
        downstreamRoundTrip = "DOWNSTREAM_CX_RTT"
    /// Numbers of connections.
    case connectionID = "CONNECTION_ID", upstreamConnectionID = "UPSTREAM_CONNECTION_ID",
        upstreamConnectionIDs = "UPSTREAM_CONNECTION_IDS_ATTEMPTED"
    /// Flags that filters set; none here does.
    case customFlags = "CUSTOM_FLAGS"
    /// Whole milliseconds.
    case duration = "DURATION", requestDuration = "REQUEST_DURATION",
        requestTransmitDuration = "REQUEST_TX_DURATION", responseDuration = "RESPONSE_DURATION",
        responseTransmitDuration = "RESPONSE_TX_DURATION", poolDuration = "UPSTREAM_CONNECTION_POOL_READY_DURATION"
    /// Bytes of field lines that came from, or went to, the downstream.
    case downstreamHeadersReceived = "DOWNSTREAM_HEADER_BYTES_RECEIVED",
        downstreamHeadersSent = "DOWNSTREAM_HEADER_BYTES_SENT",
        downstreamPlainHeadersReceived = "DOWNSTREAM_DECOMPRESSED_HEADER_BYTES_RECEIVED",
        downstreamPlainHeadersSent = "DOWNSTREAM_DECOMPRESSED_HEADER_BYTES_SENT"
    /// All bytes of a request and its response on the downstream connection.
    case downstreamWireReceived = "DOWNSTREAM_WIRE_BYTES_RECEIVED", downstreamWireSent = "DOWNSTREAM_WIRE_BYTES_SENT"
    /// Bytes of field lines that came from, or went to, the upstream.
    case upstreamHeadersReceived = "UPSTREAM_HEADER_BYTES_RECEIVED",
        upstreamHeadersSent = "UPSTREAM_HEADER_BYTES_SENT",
        upstreamPlainHeadersReceived = "UPSTREAM_DECOMPRESSED_HEADER_BYTES_RECEIVED",
        upstreamPlainHeadersSent = "UPSTREAM_DECOMPRESSED_HEADER_BYTES_SENT"
    /// All bytes of a request and its response on the upstream connection.
    case upstreamWireReceived = "UPSTREAM_WIRE_BYTES_RECEIVED", upstreamWireSent = "UPSTREAM_WIRE_BYTES_SENT"
    /// Bytes of names and values as they are now.
    case requestHeadersBytes = "REQUEST_HEADERS_BYTES", responseHeadersBytes = "RESPONSE_HEADERS_BYTES",
        responseTrailersBytes = "RESPONSE_TRAILERS_BYTES"
    /// How the connection ended.
    case downstreamCloseType = "DOWNSTREAM_DETECTED_CLOSE_TYPE", upstreamCloseType = "UPSTREAM_DETECTED_CLOSE_TYPE"
    /// The downstream's own end: the peer of the connection.
    case directRemoteAddress = "DOWNSTREAM_DIRECT_REMOTE_ADDRESS",
        directRemotePort = "DOWNSTREAM_DIRECT_REMOTE_PORT"
    /// The client, as trusted fields tell it.
    case remoteAddress = "DOWNSTREAM_REMOTE_ADDRESS", remotePort = "DOWNSTREAM_REMOTE_PORT"
    /// The address that the client spoke to.
    case localAddress = "DOWNSTREAM_LOCAL_ADDRESS", localPort = "DOWNSTREAM_LOCAL_PORT",
        directLocalAddress = "DOWNSTREAM_DIRECT_LOCAL_ADDRESS", directLocalPort = "DOWNSTREAM_DIRECT_LOCAL_PORT"
    /// Numbers of internal listeners' endpoints: empty for sockets.
    case localEndpointID = "DOWNSTREAM_LOCAL_ADDRESS_ENDPOINT_ID",
        directLocalEndpointID = "DOWNSTREAM_DIRECT_LOCAL_ADDRESS_ENDPOINT_ID",
        upstreamEndpointID = "UPSTREAM_REMOTE_ADDRESS_ENDPOINT_ID"
    /// Addresses without their ports.
    case remoteAddressOnly = "DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT",
        directRemoteAddressOnly = "DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT",
        localAddressOnly = "DOWNSTREAM_LOCAL_ADDRESS_WITHOUT_PORT",
        directLocalAddressOnly = "DOWNSTREAM_DIRECT_LOCAL_ADDRESS_WITHOUT_PORT",
        upstreamLocalAddressOnly = "UPSTREAM_LOCAL_ADDRESS_WITHOUT_PORT",
        upstreamRemoteAddressOnly = "UPSTREAM_REMOTE_ADDRESS_WITHOUT_PORT"
    /// The endpoint.
    case upstreamHost = "UPSTREAM_HOST", upstreamHostName = "UPSTREAM_HOST_NAME",
        upstreamHostNameOnly = "UPSTREAM_HOST_NAME_WITHOUT_PORT"
    /// The endpoints that were reached.
    case upstreamHosts = "UPSTREAM_HOSTS_ATTEMPTED", upstreamHostsOnly = "UPSTREAM_HOSTS_ATTEMPTED_WITHOUT_PORT",
        upstreamHostNames = "UPSTREAM_HOST_NAMES_ATTEMPTED",
        upstreamHostNamesOnly = "UPSTREAM_HOST_NAMES_ATTEMPTED_WITHOUT_PORT"
    /// The connection to the endpoint.
    case upstreamLocalAddress = "UPSTREAM_LOCAL_ADDRESS", upstreamLocalPort = "UPSTREAM_LOCAL_PORT",
        upstreamRemoteAddress = "UPSTREAM_REMOTE_ADDRESS", upstreamRemotePort = "UPSTREAM_REMOTE_PORT",
        upstreamProtocol = "UPSTREAM_PROTOCOL", upstreamFailure = "UPSTREAM_TRANSPORT_FAILURE_REASON"
    /// The cluster.
    case upstreamCluster = "UPSTREAM_CLUSTER", upstreamClusterRaw = "UPSTREAM_CLUSTER_RAW"
    /// Tries at the upstream.
    case attempts = "UPSTREAM_REQUEST_ATTEMPT_COUNT"
    /// The request and its response.
    case protocolName = "PROTOCOL", responseCode = "RESPONSE_CODE", responseFlags = "RESPONSE_FLAGS",
        responseFlagsLong = "RESPONSE_FLAGS_LONG", grpcStatusNumber = "GRPC_STATUS_NUMBER"
    /// The body of a local reply, where one is made.
    case localReplyBody = "LOCAL_REPLY_BODY"
    /// The route.
    case routeName = "ROUTE_NAME", routeResolutions = "ROUTE_RESOLUTION_COUNT"
    /// The listener.
    case listenerName = "LISTENER_NAME", filterChainName = "FILTER_CHAIN_NAME"
    /// The machine.
    case hostName = "HOSTNAME"
    /// Numbers of requests.
    case streamID = "STREAM_ID", uniqueID = "UNIQUE_ID"
    /// The virtual cluster that the request is of.
    case virtualClusterName = "VIRTUAL_CLUSTER_NAME"
    /// Why a connection was ended: by a filter, or by this side.
    case terminationDetails = "CONNECTION_TERMINATION_DETAILS",
        downstreamCloseReason = "DOWNSTREAM_LOCAL_CLOSE_REASON", upstreamCloseReason = "UPSTREAM_LOCAL_CLOSE_REASON"
    /// What only QUIC measures: unknown here.
    case acknowledgedDuration = "ROUNDTRIP_DURATION"
    /// The request's trace, and its span where that is one of OpenTelemetry.
    case traceID = "TRACE_ID", spanID = "SPAN_ID"
    /// What a plain downstream connection does not have.
    case handshakeDuration = "DOWNSTREAM_HANDSHAKE_DURATION", requestedServerName = "REQUESTED_SERVER_NAME",
        downstreamFailure = "DOWNSTREAM_TRANSPORT_FAILURE_REASON", tlsVersion = "DOWNSTREAM_TLS_VERSION",
        tlsCipher = "DOWNSTREAM_TLS_CIPHER", tlsGroup = "DOWNSTREAM_TLS_GROUP",
        tlsSessionID = "DOWNSTREAM_TLS_SESSION_ID", ja3 = "TLS_JA3_FINGERPRINT", ja4 = "TLS_JA4_FINGERPRINT"
    /// The certificate that we show the downstream.
    case localURIs = "DOWNSTREAM_LOCAL_URI_SAN", localDNSNames = "DOWNSTREAM_LOCAL_DNS_SAN",
        localIPs = "DOWNSTREAM_LOCAL_IP_SAN", localEmails = "DOWNSTREAM_LOCAL_EMAIL_SAN",
        localOtherNames = "DOWNSTREAM_LOCAL_OTHERNAME_SAN", localSubject = "DOWNSTREAM_LOCAL_SUBJECT"
    /// The certificate that the downstream shows us.
    case peerCertificate = "DOWNSTREAM_PEER_CERT", peerURIs = "DOWNSTREAM_PEER_URI_SAN",
        peerDNSNames = "DOWNSTREAM_PEER_DNS_SAN", peerIPs = "DOWNSTREAM_PEER_IP_SAN",
        peerEmails = "DOWNSTREAM_PEER_EMAIL_SAN", peerOtherNames = "DOWNSTREAM_PEER_OTHERNAME_SAN",
        peerSubject = "DOWNSTREAM_PEER_SUBJECT", peerIssuer = "DOWNSTREAM_PEER_ISSUER",
        peerSerial = "DOWNSTREAM_PEER_SERIAL", peerFingerprint1 = "DOWNSTREAM_PEER_FINGERPRINT_1",
        peerFingerprint256 = "DOWNSTREAM_PEER_FINGERPRINT_256",
        peerIssuerSerial = "DOWNSTREAM_PEER_ISSUER_SERIAL",
        peerIssuerFingerprint = "DOWNSTREAM_PEER_ISSUER_FINGERPRINT_256",
        peerChain1 = "DOWNSTREAM_PEER_CHAIN_FINGERPRINTS_1", peerChain256 = "DOWNSTREAM_PEER_CHAIN_FINGERPRINTS_256",
        peerChainSerials = "DOWNSTREAM_PEER_CHAIN_SERIALS"
    /// What a plain upstream connection does not have.
    case upstreamServerName = "UPSTREAM_SERVER_NAME", upstreamTLSVersion = "UPSTREAM_TLS_VERSION",
        upstreamTLSCipher = "UPSTREAM_TLS_CIPHER", upstreamTLSGroup = "UPSTREAM_TLS_GROUP",
        upstreamTLSSessionID = "UPSTREAM_TLS_SESSION_ID", upstreamLocalURIs = "UPSTREAM_LOCAL_URI_SAN",
        upstreamLocalDNSNames = "UPSTREAM_LOCAL_DNS_SAN", upstreamLocalIPs = "UPSTREAM_LOCAL_IP_SAN",
        upstreamPeerCertificate = "UPSTREAM_PEER_CERT", upstreamPeerURIs = "UPSTREAM_PEER_URI_SAN",
        upstreamPeerDNSNames = "UPSTREAM_PEER_DNS_SAN", upstreamPeerIPs = "UPSTREAM_PEER_IP_SAN",
        upstreamPeerSubject = "UPSTREAM_PEER_SUBJECT", upstreamPeerIssuer = "UPSTREAM_PEER_ISSUER"
}
