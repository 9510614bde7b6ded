internal import Buffers
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import Telemetry

/// Requests for tunnels: upgrades and CONNECT.
extension ActiveStream {
    /// Decides whether the request may ask its route for a tunnel; false when it was answered instead. What no route
    /// forwards is no upgrade, and goes on as any request.
    func admitTunnel() -> Bool {
        switch verdict() {
        case .refused:
            guard let route, case .forward = route.action else { return true }
            manager.metrics.increment(ConnectionManagerMetric.downstreamRqWsOnNonWsRoute)
            sendLocalReply(status: 403, details: ResponseCodeDetails("upgrade_failed"))
            return false
        case .accepted: break
        case .acceptedByOwnFilters(let index): changeChain(to: upgradeChain(at: index))
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
        settings.verdict(headers.value(of: .upgrade), route: route)
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
