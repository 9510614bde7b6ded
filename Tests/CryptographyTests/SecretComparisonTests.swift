import Testing

@testable import Cryptography

@Suite("Secrets")
struct SecretComparisonTests {
    @Test("Secrets are the same in every byte and in length, or they are not")
    func comparison() {
        #expect(SecretComparison.areEqual([], []) && SecretComparison.areEqual([1, 2], [1, 2]))
        #expect(!SecretComparison.areEqual([1, 2], [1, 3]) && !SecretComparison.areEqual([1, 2], [1]))
        #expect(!SecretComparison.areEqual([0, 2], [1, 2]) && !SecretComparison.areEqual([], [0]))
    }

    @Test("Random bytes come as many as are asked for, and others each time")
    func random() {
        #expect(SecureRandom.bytes(0).isEmpty && SecureRandom.bytes(-1).isEmpty)
        #expect(SecureRandom.bytes(32).count == 32)
        #expect(Set((0..<100).map { _ in SecureRandom.bytes(16) }).count == 100)
    }
}
