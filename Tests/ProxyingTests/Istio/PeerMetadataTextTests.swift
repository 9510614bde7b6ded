import Buffers
import Configuration
import Testing

@testable import Proxying

/// What proxies tell each other of the workloads that they serve.
@Suite struct PeerMetadataTextTests {
    private static func workload() -> WorkloadDescription {
        WorkloadDescription(metadata: [
            "NAME": .text("shop-1"), "NAMESPACE": .text("b"), "WORKLOAD_NAME": .text("shop"),
            "CLUSTER_ID": .text("east"), "OWNER": .text("kubernetes://apis/apps/v1/namespaces/b/deployments/shop"),
            "LABELS": .object(["app": .text("shop"), "version": .text("v2"), "team": .text("t")]),
        ])
    }

    @Test("The service is what labels say, or the workload")
    func canonicalNames() {
        let names = Self.workload().names
        #expect(names.canonicalName == "shop" && names.canonicalRevision == "v2")
        let bare = WorkloadDescription(metadata: ["WORKLOAD_NAME": .text("w"), "LABELS": .text("none")]).names
        #expect(bare.canonicalName == "w" && bare.canonicalRevision == "latest")
        #expect(WorkloadDescription(metadata: ["WORKLOAD_NAME": .number(1)]).names == WorkloadNames())
    }

    @Test("The field is a Struct in base64, members in order")
    func written() {
        // Made by Python's protobuf: struct_pb2.Struct, SerializeToString(deterministic=True).
        let theirs =
            "ChQKCkNMVVNURVJfSUQSBhoEZWFzdAqEAQoGTEFCRUxTEnoqeAoNCgNhcHASBhoEc2hvcAopCh9zZXJ2aWNlLmlzdGlvLmlv"
            + "L2Nhbm9uaWNhbC1uYW1lEgYaBHNob3AKKwojc2VydmljZS5pc3Rpby5pby9jYW5vbmljYWwtcmV2aXNpb24SBBoCdjIKDwoH"
            + "dmVyc2lvbhIEGgJ2MgoQCglOQU1FU1BBQ0USAxoBYgoQCgROQU1FEggaBnNob3AtMQpCCgVPV05FUhI5GjdrdWJlcm5ldGVz"
            + "Oi8vYXBpcy9hcHBzL3YxL25hbWVzcGFjZXMvYi9kZXBsb3ltZW50cy9zaG9wChcKDVdPUktMT0FEX05BTUUSBhoEc2hvcA=="
        let text = String(decoding: PeerMetadataText.encode(Self.workload(), more: []), as: UTF8.self)
        // The order of members is ours; they are the same.
        #expect(text.hasPrefix(String(theirs.prefix(200))) && text.utf8.count == theirs.utf8.count)
        #expect(PeerMetadataText.decode(theirs.utf8.span) == Self.workload().names)
        #expect(!text.contains("dGVhbQ") && PeerMetadataText.decode(text.utf8.span) == Self.workload().names)
        let more = PeerMetadataText.encode(Self.workload(), more: ["team", "absent"])
        #expect(more.count > text.utf8.count && PeerMetadataText.decode(more.span) == Self.workload().names)
    }

    @Test("With and without padding it is the same")
    func padding() {
        let text = PeerMetadataText.encode(Self.workload(), more: [])
        let bare = Array(text.reversed().drop { $0 == UInt8(ascii: "=") }.reversed())
        #expect(PeerMetadataText.decode(bare.span) == Self.workload().names)
    }

    @Test("What is cut off, or none, says nothing, and nothing traps")
    func broken() {
        let text = PeerMetadataText.encode(Self.workload(), more: [])
        for count in 0..<text.count { PeerMetadataFuzz.run(Array(text.prefix(count))) }
        for place in text.indices {
            for byte in [UInt8(ascii: "/"), UInt8(ascii: "A"), 0x80] {
                var changed = text
                changed[place] = byte
                PeerMetadataFuzz.run(changed)
            }
        }
        for bad in ["", "=", "!", "AAAA", "CgA=====", "ChIKCkNMVVNU"] {
            #expect(PeerMetadataText.decode(bad.utf8.span)?.name ?? "" == "", "\(bad)")
        }
        let long = [UInt8](repeating: UInt8(ascii: "A"), count: PeerMetadataText.longest + 4)
        #expect(PeerMetadataText.decode(long.span) == nil)
    }

    @Test("Texts that would break a line are as good as none")
    func words() {
        var odd = WorkloadDescription()
        odd.names.name = "a\nb"
        odd.names.namespace = String(repeating: "n", count: 300)
        odd.names.app = "fine"
        let names = PeerMetadataText.decode(PeerMetadataText.encode(odd, more: []).span)
        #expect(names?.name == "" && names?.namespace == "" && names?.app == "fine")
    }

    @Test("Endpoints tell it in five words")
    func endpoints() {
        let names = PeerMetadataText.workload(ofEndpoint: "shop;b;store;v3;east".utf8.span)
        #expect(names?.name == "shop" && names?.namespace == "b" && names?.canonicalName == "store")
        #expect(names?.canonicalRevision == "v3" && names?.cluster == "east")
        #expect(PeerMetadataText.workload(ofEndpoint: "shop;b".utf8.span) == nil)
    }

    @Test("One workload is one object, whoever tells of it, and texts do not pile up")
    func known() {
        var peers = PeerWorkloads()
        var workload = Self.workload()
        let first = PeerMetadataText.encode(workload, more: [])
        workload.instance = "shop-2"
        let second = PeerMetadataText.encode(workload, more: [])
        #expect(first != second)
        let one = peers.workload(.field, first.span)
        #expect(one != nil && one === peers.workload(.field, second.span))
        for number in 0..<3_000 {
            workload.instance = "shop-\(number)"
            #expect(peers.workload(.field, PeerMetadataText.encode(workload, more: []).span) === one)
        }
        for number in 0..<3_000 {
            workload.names.name = "w\(number)"
            let found = peers.workload(.field, PeerMetadataText.encode(workload, more: []).span)
            #expect((found == nil) == (number >= 2_047), "\(number)")
        }
    }

    @Test("Texts are remembered up to a number of bytes, however long each is")
    func textBytes() {
        var peers = PeerWorkloads()
        var most = 0
        for number in 0..<200 {
            let text = Array("w\(number);a;b;c;d;".utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: 15_000)
            #expect(peers.workload(.endpoint, text.span)?.names.name == "w\(number)")
            most = max(most, peers.textBytes)
        }
        #expect(most <= PeerWorkloads.mostTextBytes && most > PeerWorkloads.mostTextBytes / 2)
    }
}
