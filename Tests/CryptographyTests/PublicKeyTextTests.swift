import Testing

@testable import Cryptography

@Suite("Public keys in PEM")
struct PublicKeyTextTests {
    @Test("Keys and certificates are read in their order; what signs nothing here is left out")
    func order() {
        let keys = VerificationKey.publicKeys(pem: Array(Self.text.utf8))
        #expect(keys.map(\.family) == [.elliptic(.p256), .rsa, .ed25519, .elliptic(.p384)])
    }

    @Test("What is no text of keys holds none", arguments: ["", "x", "-----BEGIN PUBLIC KEY-----\n!\n", "\0\0"])
    func nothing(text: String) {
        #expect(VerificationKey.publicKeys(pem: Array(text.utf8)).isEmpty)
    }

    @Test("A text that is cut anywhere holds the keys before the cut")
    func cut() {
        let bytes = Array(Self.text.utf8)
        var counts: [Int] = []
        for count in stride(from: 0, through: bytes.count, by: 7) {
            counts.append(VerificationKey.publicKeys(pem: Array(bytes.prefix(count))).count)
        }
        #expect(counts == counts.sorted())
    }

    @Test("A key of a text checks what its private half has signed")
    func verifies() {
        let key = VerificationKey.publicKeys(pem: Array(Self.text.utf8)).first
        #expect(key?.verifies(.es256, message: Array("signed".utf8), signature: Self.signature) == true)
        #expect(key?.verifies(.es256, message: Array("Signed".utf8), signature: Self.signature) == false)
        #expect(key?.verifies(.es384, message: Array("signed".utf8), signature: Self.signature) == false)
    }

    /// On P-256; RSA of 2,048 bits; RSA of 1,024, which is too few; Ed25519; secp256k1, which signs no tokens; a
    /// certificate on P-384.
    private static let text = """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEvIfn8ttOWPXyRv6CSo0IzFSPYVpq
        uWlUTKgmjHDDQOCK2Ztvfq5cJw7LEm7T55fF2HOXGCDyizEzMeqiWwFrTA==
        -----END PUBLIC KEY-----
        -----BEGIN RSA PUBLIC KEY-----
        MIIBCgKCAQEAx/geXFgzFWuaMHgaE2HMMm+x5+MXjNciwOrB9kLdAvuDndgAnViU
        mN6Hdvw+RUnBx0Dq/chaq/o2t4lkEDdu6iLvg6cWmukPXv7ICu4U8Ihsc6HuDElT
        vkxF/uAMMV2CZeURw47F9yLZGHv1IpIyk+N0aJJO9GaawXdhSwophLvgI5Zdrr6j
        pQ/7QoP1uKa1qdQ/ewCkm+GgIawrkDXA9jXiJp/Eo7djO3lDxRFPwzNFS6HV3kVv
        TBIBrduaOxV9aTqYFRAhXevkuar8yqbxSBzPCocePLKRnkQFA79VEWkLGbVhyUBG
        hTyNVAC4c2EV1QcV2URx0bRj4M0pKInUOQIDAQAB
        -----END RSA PUBLIC KEY-----
        -----BEGIN PUBLIC KEY-----
        MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDEPAJAVxohPX73U7asJkYP/k0a
        fnM0+gTt/MYIUUsUq33CH4hFP6GMTK+m2kX2rlTNPQ+IGkrVRsswsnKzPBd+Hr2B
        gM3TENnqk6+pjLv5UCxFesKjaUwAuT8q5pAdGMtyoiR2+TykpEECXqS+Pces4Nwh
        Xer9ECJKoF2hPWP57wIDAQAB
        -----END PUBLIC KEY-----
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEAI6XKvISOCtXory/po6BYbhfRkdpUcpOEe8gTwJ7m+zU=
        -----END PUBLIC KEY-----
        -----BEGIN PUBLIC KEY-----
        MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAEx+1b2hcDurNpOTRTN0dR2ePEJaUNGzmC
        1SSxBQ3LpPN3SzblqjZpOGOT3LMv6z30nRMtw0sljEGo4bwObxkTeQ==
        -----END PUBLIC KEY-----
        -----BEGIN CERTIFICATE-----
        MIIBqTCCATCgAwIBAgIUKCl8fYmdE1I36bDP211cQ12tCvowCgYIKoZIzj0EAwIw
        DDEKMAgGA1UEAwwBYTAeFw0yNjExMjYxMzIzMzhaFw0zNjExMjMxMzIzMzhaMAwx
        CjAIBgNVBAMMAWEwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAAR0YVImjk4T0ITEVQ5B
        Ftp2rTRxP3TLlwRyZOzuPTyErfnbt+CDp/Zm4zbJo1QHN1pBGMAyD85t3vqrb9YI
        82eIbwlHXKZ5VMIwc2HHwGvPE+JQDKYtUqMwyMilU4wgP96jUzBRMB0GA1UdDgQW
        BBTZGJY2OMkczLi3gCiTaVCjvQQV5DAfBgNVHSMEGDAWgBTZGJY2OMkczLi3gCiT
        aVCjvQQV5DAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA2cAMGQCMAtrmZia
        vAbXh10Gq7u9COiCncsENrYdYHQUhacmEz1gQVUULBo945ALSiZU+bawfAIwMVI2
        4prax3WIelX7g7pdTl82EhSHuVnv/EKPVn17PGurvATsUJE74FzloxLAk81P
        -----END CERTIFICATE-----
        """

    /// By the first key, its two numbers behind each other.
    private static let signature: [UInt8] = [
        0x3b, 0x5c, 0x33, 0x56, 0x21, 0x39, 0xb1, 0x6c, 0x59, 0xa8, 0xde, 0xd0, 0xec, 0xdb, 0xe6, 0x79,
        0x44, 0x26, 0xe4, 0xde, 0x8b, 0xa7, 0x70, 0xac, 0x4d, 0x76, 0xd3, 0x9f, 0x77, 0x88, 0x97, 0x77,
        0x96, 0x73, 0xaa, 0x60, 0xa5, 0xca, 0xa8, 0x40, 0x1f, 0x68, 0x6e, 0x39, 0xc7, 0x40, 0xb6, 0x7b,
        0x03, 0x45, 0x9d, 0xe8, 0x25, 0x24, 0x6e, 0x9e, 0xd8, 0x04, 0x46, 0x60, 0x99, 0xca, 0x07, 0x4f,
    ]
}
