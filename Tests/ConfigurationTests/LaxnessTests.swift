import Configuration
import Testing

@Suite("How lax the reader is")
struct LaxnessTests {
    @Test("Each text is judged as the table says", arguments: LaxnessCases.all)
    func verdict(_ item: LaxnessCase) {
        let outcome = ConfigurationReader().bootstrap(Array(item.text.utf8), file: "t.json")
        let complaints = outcome.complaints.map(\.text).joined(separator: "\n")
        #expect((outcome.configuration == nil) == !outcome.complaints.isEmpty)
        switch item.verdict {
        case .accepted:
            #expect(outcome.complaints.isEmpty, "\(complaints)")
        case .refused:
            #expect(!outcome.complaints.isEmpty)
        case .refusedByApus:
            #expect(outcome.complaints.contains { $0.kind != .unimplemented }, "\(complaints)")
        case .unimplemented:
            #expect(!outcome.complaints.isEmpty)
            #expect(outcome.complaints.allSatisfy { $0.kind == .unimplemented }, "\(complaints)")
        }
    }

    @Test("Numbers are read with their values, however they are written")
    func numbers() throws {
        for (text, value) in [
            ("10", 10), ("\"10\"", 10), ("1.0", 1), ("1e3", 1000), ("\"0x10\"", 16), ("{\"value\":7}", 7), ("{}", 0),
            ("-0", 0), ("4294967295", 4_294_967_295), ("{\"value\":\"1e2\"}", 100),
        ] as [(String, UInt32)] {
            #expect(try cluster([.count: text]).defaultThresholds.maxConnections == value, "\(text)")
        }
        #expect(try cluster([.count: "null"]).defaultThresholds.maxConnections == 1024)
    }

    @Test("Durations are read in nanoseconds")
    func durations() throws {
        for (text, value) in [
            ("\"0.25s\"", 250_000_000), ("\"1s\"", 1_000_000_000), ("\"0.000000001s\"", 1),
            ("\"01.5s\"", 1_500_000_000),
            ("{\"seconds\":1,\"nanos\":5}", 1_000_000_005), ("{\"nanos\":7}", 7), ("null", 5_000_000_000),
            ("\"9223372035.999999999s\"", 9_223_372_035_999_999_999),
        ] as [(String, UInt64)] {
            #expect(try cluster([.timeout: text]).connectTimeout == value, "\(text)")
        }
    }

    @Test("The later of two spellings of one field counts")
    func spellings() throws {
        let value = try cluster([.cluster: #""altStatName":"a","alt_stat_name":"b","#])
        #expect(value.altStatName == "b")
        let other = try cluster([.cluster: #""alt_stat_name":"b","altStatName":"a","#])
        #expect(other.altStatName == "a")
        let lists = try cluster([.cluster: #""circuitBreakers":{"thresholds":[{"priority":"HIGH","max_requests":7}]},"#]
        )
        #expect(lists.highThresholds.maxRequests == 7)
        #expect(lists.defaultThresholds.maxConnections == 1000)
    }

    @Test("Unknown fields and enumeration values pass when that is asked for, and unimplemented fields do not")
    func unknownFieldsAllowed() {
        let reader = ConfigurationReader(allowUnknownFields: true)
        let lax = ConfigurationTemplate.make([.cluster: #""foo":{"bar":[1]},"lb_policy":"NOPE","#, .node: #"{"x":1}"#])
        #expect(reader.bootstrap(Array(lax.utf8), file: "t.json").complaints == [])
        let refused = ConfigurationTemplate.make([
            .cluster: #""foo":1,"connection_pool_per_downstream_connection":true,"#
        ])
        let complaints = reader.bootstrap(Array(refused.utf8), file: "t.json").complaints
        #expect(complaints.map(\.kind) == [.unimplemented])
    }

    private func cluster(_ slots: [ConfigurationTemplate.Slot: String]) throws -> ClusterConfiguration {
        let text = ConfigurationTemplate.make(slots)
        let outcome = ConfigurationReader().bootstrap(Array(text.utf8), file: "t.json")
        return try #require(outcome.configuration?.clusters.first, "\(outcome.complaints.map(\.text))")
    }
}
