/// All themes.
enum Catalogue {
    static let themes: [Theme] = [
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
        Theme(name: "routing", cases: RoutingCases.all),
        Theme(name: "rewriting", cases: RewritingCases.all),
        Theme(name: "clusters", cases: ClusterCases.all),
    ]
}
