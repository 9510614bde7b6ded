extension SubstitutionFormat {
    /// Whether a command tells sizes on the wire or facts of the upstream connection, which are gathered only where
    /// somebody asks.
    public var observesConnections: Bool {
        pieces.contains { piece in
            if case .command(let command) = piece { Self.observes(command) } else { false }
        }
    }

    private static func observes(_ command: FormatCommand) -> Bool {
        switch command {
        case .field(let field): observing.contains(field)
        case .certificateDate(let isUpstream, _, _): isUpstream
        case .span(let from, let to, _): [from, to].contains { connecting.contains($0) }
        case .firstOf(let commands, _): commands.contains(where: observes)
        default: false
        }
    }

    private static let connecting: Set<FormatMoment> = [.upstreamConnectBegin, .upstreamConnectEnd]

    private static let observing: Set<FormatField> = [
        .downstreamHeadersReceived, .downstreamHeadersSent, .downstreamPlainHeadersReceived,
        .downstreamPlainHeadersSent, .upstreamHeadersReceived, .upstreamHeadersSent, .upstreamPlainHeadersReceived,
        .upstreamPlainHeadersSent, .upstreamWireReceived, .upstreamWireSent, .upstreamConnectionID,
        .upstreamConnectionIDs, .upstreamServerName, .upstreamTLSVersion, .upstreamTLSCipher, .upstreamTLSGroup,
        .upstreamTLSSessionID, .upstreamLocalURIs, .upstreamLocalDNSNames, .upstreamLocalIPs,
        .upstreamPeerCertificate, .upstreamPeerURIs, .upstreamPeerDNSNames, .upstreamPeerIPs, .upstreamPeerSubject,
        .upstreamPeerIssuer,
    ]
}

extension FormatConfiguration {
    /// Whether any of its commands does; see `SubstitutionFormat.observesConnections`.
    public var observesConnections: Bool {
        switch content {
        case .text(let text): text.observesConnections
        case .json(let node): node.observesConnections
        }
    }
}

extension FormatNode {
    fileprivate var observesConnections: Bool {
        switch self {
        case .null, .bool, .number: false
        case .string(let format): format.observesConnections
        case .list(let elements): elements.contains(where: \.observesConnections)
        case .object(let members): members.contains(where: \.value.observesConnections)
        }
    }
}

extension HTTPConnectionManagerConfiguration {
    /// Whether a command in header values or bodies of local replies does; see
    /// `SubstitutionFormat.observesConnections`. Access logs are not looked at.
    public var observesConnections: Bool {
        let table = routeConfiguration
        var additions: [HeaderAdditionConfiguration] = []
        func note(_ requests: HeaderEditsConfiguration, _ responses: HeaderEditsConfiguration) {
            additions += requests.additions
            additions += responses.additions
        }
        note(table.requestHeaders, table.responseHeaders)
        var formats: [FormatConfiguration?] = [localReplies?.bodyFormat]
        for host in table.virtualHosts {
            note(host.requestHeaders, host.responseHeaders)
            for route in host.routes {
                note(route.requestHeaders, route.responseHeaders)
                if case .directResponse(let response) = route.action { formats.append(response.format) }
                for branch in route.branches { note(branch.requestHeaders, branch.responseHeaders) }
            }
        }
        for mapper in localReplies?.mappers ?? [] {
            additions += mapper.additions
            formats.append(mapper.bodyFormat)
        }
        for case .add(let addition) in earlyMutations { additions.append(addition) }
        var filterFormats = (httpFilters + upgrades.flatMap(\.httpFilters)).flatMap(\.value.formats)
        for override in table.allOverrides {
            if case .settings(let settings) = override.override { filterFormats += settings.value.formats }
        }
        return additions.contains(where: \.value.observesConnections)
            || filterFormats.contains(where: \.observesConnections)
            || formats.contains { $0?.observesConnections == true }
    }
}
