import Foundation
import TLS
import Testing

@Suite("Any bytes as a certificate")
struct CertificateFuzzTests {
    /// The inputs that are kept for `make fuzz`.
    private static let committed: [[UInt8]] = {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let folder = tests.appending(path: "Fuzzing/corpus/PeerCertificate").path()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().compactMap { FileManager.default.contents(atPath: "\(folder)/\($0)").map(Array.init) }
    }()

    @Test("The committed inputs of fuzzing hold, and each byte of them may be another")
    func corpus() {
        #expect(Self.committed.count > 5)
        for certificate in Self.committed {
            CertificateFuzz.run(certificate)
            for place in stride(from: 0, to: certificate.count, by: 3) {
                var changed = certificate
                changed[place] ^= UInt8(truncatingIfNeeded: 1 + place)
                CertificateFuzz.run(changed)
            }
        }
    }
}
