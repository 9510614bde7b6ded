import Configuration
import Testing

@testable import Proxying

/// Who may ask for which tunnel.
@Suite struct UpgradeSettingsTests {
    private static func verdict(
        _ type: String, _ manager: [UpgradeConfiguration], _ route: [RouteUpgradeConfiguration] = []
    ) -> UpgradeSettings.Verdict {
        let bytes = Array(type.utf8)
        return UpgradeSettings(manager).verdict(bytes.span, route: RouteUpgrades(route))
    }

    private static let router = HTTPFilterConfiguration(name: "r", value: RouterConfiguration())

    @Test("The manager decides where the route says nothing")
    func manager() {
        let upgrades = [
            UpgradeConfiguration(type: "websocket"), UpgradeConfiguration(type: "off", isEnabled: false),
            UpgradeConfiguration(type: "own", httpFilters: [Self.router]),
        ]
        #expect(Self.verdict("WebSocket", upgrades) == .accepted)
        #expect(Self.verdict("off", upgrades) == .refused)
        #expect(Self.verdict("websockets", upgrades) == .refused)
        #expect(Self.verdict("", upgrades) == .refused)
        #expect(Self.verdict("own", upgrades) == .acceptedByOwnFilters(2))
    }

    @Test("The route's word goes before the manager's, whose filters stay")
    func route() {
        let upgrades = [
            UpgradeConfiguration(type: "on"), UpgradeConfiguration(type: "off", isEnabled: false),
            UpgradeConfiguration(type: "own", isEnabled: false, httpFilters: [Self.router]),
        ]
        let route = [
            RouteUpgradeConfiguration(type: "ON", isEnabled: false), RouteUpgradeConfiguration(type: "off"),
            RouteUpgradeConfiguration(type: "new"), RouteUpgradeConfiguration(type: "own"),
        ]
        #expect(Self.verdict("on", upgrades, route) == .refused)
        #expect(Self.verdict("off", upgrades, route) == .accepted)
        #expect(Self.verdict("new", upgrades, route) == .accepted)
        #expect(Self.verdict("own", upgrades, route) == .acceptedByOwnFilters(2))
        #expect(Self.verdict("other", upgrades, route) == .refused)
    }
}
