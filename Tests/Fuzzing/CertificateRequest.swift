// room: TLS
// longest: 1024
// covers: Issuing/CertificateRequest.swift
import TLS

/// What a workload sends to have a certificate.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    CertificateRequestFuzz.run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
