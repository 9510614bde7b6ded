internal import Buffers
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import Telemetry

/// Requests for tunnels: upgrades and CONNECT.
extension ActiveStream {
    /// Decides whether the request may ask its route for a tunnel; false when it was answered instead. What has no
    /// route is no upgrade, and goes on as any request.
    func admitTunnel() -> Bool {
        switch verdict() {
        case .refused:
            if route == nil { return true }
            manager.metrics.increment(ConnectionManagerMetric.downstreamRqWsOnNonWsRoute)
            // What the client sends for a tunnel is no request; over HTTP/1.1 the connection ends with the answer.
            if let connection, connection.speaksHTTP2 { connection.drain() }
            sendLocalReply(status: 403, details: ResponseCodeDetails("upgrade_failed"))
            return false
        case .accepted: break
        case .acceptedByOwnFilters(let index): changeChain(toUpgradeAt: index)
        }
        isUpgraded = true
        manager.metrics.increment(ConnectionManagerMetric.downstreamCxUpgradesTotal)
        manager.metrics.increase(ConnectionManagerMetric.downstreamCxUpgradesActive)
        return true
    }

    private func verdict() -> UpgradeSettings.Verdict {
        if requestHead.tunnel == .upgrade {
            return Self.verdict(requestHead.headers, settings.upgrades, route?.upgrades)
        }
        let type = Self.connectType
        return settings.upgrades.verdict(type.span, route: route?.upgrades)
    }

    private static func verdict(
        _ headers: borrowing HeaderMap, _ settings: UpgradeSettings, _ route: RouteUpgrades?
    ) -> UpgradeSettings.Verdict {
        let index = headers.firstIndex(of: .upgrade)
        // No entry names two protocols.
        if index >= 0, headers.index(of: .upgrade, from: index + 1) >= 0 { return .refused }
        return settings.verdict(headers.value(of: .upgrade), route: route)
    }

    private static let connectType = Array("CONNECT".utf8)

    /// The upgrade is over.
    func endUpgrade() {
        isUpgraded = false
        manager.metrics.decrease(ConnectionManagerMetric.downstreamCxUpgradesActive)
    }

    /// The client has ended its direction. In a tunnel over HTTP/1.1 that the upstream has not left yet, the log says
    /// that the client left first, as in Envoy; here the other direction may go on.
    func noteTunnelLeft() {
        let isOpen = isHeadDelivered && requestHead.tunnel.isGranted(by: info.responseCode)
        guard isOpen, !isComplete, connection?.speaksHTTP2 == false else { return }
        info.flags.insert(.downstreamConnectionTermination)
        info.details = ResponseCodeDetails("downstream_remote_disconnect")
        wasReset = true
    }
}

extension HeaderMap {
    /// Whether the upgrade that is asked for is to WebSocket.
    var asksForWebSocket: Bool { Bytes.equalIgnoringCase(value(of: .upgrade), "websocket") }
}
