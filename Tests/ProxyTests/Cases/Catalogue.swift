import Foundation

/// All themes; `THEMES=paths,hosts` leaves only those, for a quick run or to record them alone.
enum Catalogue {
    static let themes: [Theme] = {
        guard let names = ProcessInfo.processInfo.environment["THEMES"] else { return all }
        return all.filter { names.split(separator: ",").contains(Substring($0.name)) }
    }()

    /// Whether all themes are there.
    static var isWhole: Bool { themes.count == all.count }

    private static let all: [Theme] = [
        Theme(name: "framing", cases: FramingCases.all),
        Theme(name: "chunks", cases: ChunkCases.all),
        Theme(name: "request-lines", cases: RequestLineCases.all),
        Theme(name: "fields", cases: FieldCases.all),
        Theme(name: "leniency", cases: LeniencyCases.all),
        Theme(name: "semantics", cases: SemanticsCases.all),
        Theme(name: "old-versions", cases: OldVersionCases.all),
        Theme(name: "connections", cases: ConnectionCases.all),
        Theme(name: "limits", cases: LimitCases.all),
        Theme(name: "forwarding", cases: ForwardingCases.all),
        Theme(name: "responses", cases: ResponseCases.all),
        Theme(name: "upstream-faults", cases: UpstreamFaultCases.all),
        Theme(name: "timeouts", cases: TimeoutCases.all),
        Theme(name: "faults-and-breakers", cases: FaultFilterCases.all),
        Theme(name: "runtime", cases: RuntimeCases.ofClusters),
        Theme(name: "runtime-retries", cases: RuntimeCases.withoutRetries),
        Theme(name: "runtime-pauses", cases: RuntimeCases.withLongPauses),
        Theme(name: "runtime-outliers", cases: OutlierCases.withShortRows),
        Theme(name: "runtime-outliers-unenforced", cases: OutlierCases.withoutEjections),
        Theme(name: "runtime-outliers-without-room", cases: OutlierCases.withoutRoom),
        Theme(name: "routing", cases: RoutingCases.all),
        Theme(name: "rewriting", cases: RewritingCases.all),
        Theme(name: "clusters", cases: ClusterCases.all),
        Theme(name: "http2-upstreams", cases: HTTP2UpstreamCases.all),
        Theme(name: "cluster-options", cases: ClusterOptionCases.all),
        Theme(name: "proxy-protocol", cases: ProxyProtocolCases.all),
        Theme(name: "paths", cases: PathCases.all),
        Theme(name: "hosts", cases: HostCases.all),
        Theme(name: "trust", cases: TrustCases.all),
        Theme(name: "manager-timers", cases: ManagerTimerCases.all),
        Theme(name: "fault-recovery", cases: FaultRecoveryCases.all),
        Theme(name: "manager-options", cases: ManagerOptionCases.all),
        Theme(name: "access-logs", cases: AccessLogCases.all),
        Theme(name: "header-edits", cases: HeaderEditCases.all),
        Theme(name: "local-replies", cases: LocalReplyCases.all),
        Theme(name: "header-mutation", cases: HeaderMutationCases.all),
        Theme(name: "expressions", cases: ExpressionCases.all),
        Theme(name: "rbac", cases: RBACCases.all),
        Theme(name: "metadata", cases: MetadataCases.all),
        Theme(name: "origins", cases: OriginCases.all),
        Theme(name: "buffering", cases: BufferCases.all),
        Theme(name: "rate-limits", cases: RateLimitCases.all),
        Theme(name: "jwt", cases: JWTCases.all),
        Theme(name: "jwt-places", cases: JWTPlaceCases.all),
        Theme(name: "authorization", cases: AuthorizationCases.all),
        Theme(name: "health-checks", cases: HealthCheckCases.all),
        Theme(name: "sessions", cases: SessionCases.all),
        Theme(name: "balancing", cases: BalancingCases.all),
        Theme(name: "subsets", cases: SubsetCases.all),
        Theme(name: "matches", cases: MatchCases.all),
        Theme(name: "targets", cases: TargetCases.all),
        Theme(name: "virtual-clusters", cases: VirtualClusterCases.all),
        Theme(name: "retries", cases: RetryCases.all),
        Theme(name: "retry-places", cases: RetryPlaceCases.all),
        Theme(name: "aggregates", cases: AggregateCases.all),
        Theme(name: "dynamic-hosts", cases: DynamicHostCases.all),
        Theme(name: "mirroring", cases: MirrorCases.all),
        Theme(name: "outliers", cases: OutlierCases.all),
        Theme(name: "internal-redirects", cases: InternalRedirectCases.all),
        Theme(name: "upgrades", cases: UpgradeCases.all),
        Theme(name: "connect", cases: ConnectCases.all),
        Theme(name: "grpc", cases: GRPCCases.all),
    ]
}
