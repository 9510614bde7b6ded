import Glibc

/// The machine's addresses.
enum NetworkInterfaces {
    /// The first IPv4 address that is not loopback, as text; nil where there is none.
    static let firstAddress: String? = {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard unsafe getifaddrs(&list) == 0 else { return nil }
        defer { unsafe freeifaddrs(list) }
        var next = unsafe list
        while let entry = unsafe next {
            unsafe next = entry.pointee.ifa_next
            guard let address = unsafe entry.pointee.ifa_addr, unsafe address.pointee.sa_family == UInt16(AF_INET)
            else { continue }
            let word = unsafe address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                unsafe UInt32(bigEndian: $0.pointee.sin_addr.s_addr)
            }
            if word >> 24 == 127 { continue }
            return "\(word >> 24).\(word >> 16 & 0xff).\(word >> 8 & 0xff).\(word & 0xff)"
        }
        return nil
    }()
}
