import Testing

@testable import Configuration

struct CatalogueNearestNameTests {
    private static let fields = [
        "name", "alt_stat_name", "type", "connect_timeout", "lb_policy", "load_assignment", "health_checks",
        "outlier_detection", "circuit_breakers", "dns_lookup_family",
    ]

    @Test(
        "A mistyped name is found",
        arguments: [
            ("nam", "name"), ("naem", "name"), ("nname", "name"), ("tpye", "type"),
            ("connect_timeot", "connect_timeout"), ("conect_timeout", "connect_timeout"),
            ("connecttimeout", "connect_timeout"), ("connectTimeout", "connect_timeout"),
            ("Connect-Timeout", "connect_timeout"), ("CONNECT_TIMEOUT", "connect_timeout"),
            ("conectTimeot", "connect_timeout"), ("lb_polcy", "lb_policy"), ("load_asignement", "load_assignment"),
            ("health_check", "health_checks"), ("circut_braker", "circuit_breakers"),
        ])
    func mistyped(_ written: String, _ meant: String) {
        #expect(NearestName.of(written, in: Self.fields) == meant)
    }

    @Test(
        "A name unlike all others has none near",
        arguments: ["", "_", "x", "xy", "zone", "dns_family", "retries", String(repeating: "name", count: 100)])
    func unlike(_ written: String) {
        #expect(NearestName.of(written, in: Self.fields) == nil)
    }

    @Test("Nothing is near where there are no candidates, or only empty or endless ones")
    func noCandidates() {
        #expect(NearestName.of("name", in: []) == nil)
        #expect(NearestName.of("name", in: ["", "_", String(repeating: "n", count: 100_000)]) == nil)
    }

    @Test("Of spellings of one name, the one written alike wins")
    func spellings() {
        #expect(NearestName.of("connectTimeot", in: ["connect_timeout", "connectTimeout"]) == "connectTimeout")
        #expect(NearestName.of("conect_timeout", in: ["connectTimeout", "connect_timeout"]) == "connect_timeout")
        #expect(NearestName.of("least_request", in: ["MOST_REQUEST", "LEAST_REQUEST"]) == "LEAST_REQUEST")
    }

    @Test("Of names as near, the earlier wins, and a nearer one before both")
    func order() {
        #expect(NearestName.of("paths", in: ["pathx", "pathy"]) == "pathx")
        #expect(NearestName.of("paths", in: ["pathx", "pathy", "path", "paths"]) == "paths")
    }

    @Test(
        "A mistyped or outdated type is found among all of Envoy's",
        arguments: [
            ("envoy.config.cluster.v3.Clustr", "envoy.config.cluster.v3.Cluster"),
            (
                "envoy.extensions.filters.http.rooter.v3.Router", "envoy.extensions.filters.http.router.v3.Router"
            ),
            ("envoy.config.filter.http.router.v2.Router", "envoy.extensions.filters.http.router.v3.Router"),
            ("envoy.api.v2.Cluster", "envoy.config.cluster.v3.Cluster"),
            (
                "envoy.config.filter.network.http_connection_manager.v2.HttpConnectionManager",
                "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager"
            ),
        ])
    func types(_ written: String, _ meant: String) {
        #expect(NearestName.of(written, in: EnvoyCatalogue().messageNames) == meant)
    }

    @Test("A type of an extension that Envoy does not have is not taken for another extension's")
    func foreignTypes() {
        let names = EnvoyCatalogue().messageNames
        #expect(NearestName.of("envoy.extensions.filters.http.foo.v3.Foo", in: names) == nil)
        #expect(NearestName.of("com.example.Widget", in: names) == nil)
    }

    @Test("Edits are counted, up to the limit")
    func distances() {
        func distance(_ left: String, _ right: String, _ limit: Int) -> Int? {
            NearestName.distance(Array(left.utf8), Array(right.utf8), atMost: limit)
        }
        #expect(distance("", "", 0) == 0)
        #expect(distance("abc", "", 3) == 3)
        #expect(distance("", "abc", 3) == 3)
        #expect(distance("", "abc", 2) == nil)
        #expect(distance("kitten", "sitting", 3) == 3)
        #expect(distance("kitten", "sitting", 2) == nil)
        #expect(distance("abcd", "badc", 2) == 2)
        #expect(distance("abcdef", "fabcde", 2) == 2)
        #expect(distance("same", "same", -1) == nil)
    }

    @Test("The narrow count agrees with the whole one")
    func narrowAndWhole() {
        // Every pair of words of up to five letters from an alphabet of two, and every limit.
        var words: [[UInt8]] = [[]]
        var newest = words
        for _ in 0..<5 {
            newest = newest.flatMap { [$0 + [97], $0 + [98]] }
            words += newest
        }
        for left in words {
            for right in words {
                let whole = wholeDistance(left, right)
                for limit in 0...5 {
                    let narrow = NearestName.distance(left, right, atMost: limit)
                    #expect(narrow == (whole <= limit ? whole : nil), "\(left) \(right) \(limit)")
                }
            }
        }
    }

    /// Optimal string alignment by the whole table.
    private func wholeDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var table = [[Int]](repeating: Array(0...right.count), count: left.count + 1)
        for i in 0...left.count { table[i][0] = i }
        for i in 0..<left.count {
            for j in 0..<right.count {
                var edits = min(table[i][j] + (left[i] == right[j] ? 0 : 1), table[i + 1][j] + 1, table[i][j + 1] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    edits = min(edits, table[i - 1][j - 1] + 1)
                }
                table[i + 1][j + 1] = edits
            }
        }
        return table[left.count][right.count]
    }
}
