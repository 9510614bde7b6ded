internal import CLinux
internal import Glibc
internal import NetworkAddresses

/// The C library's resolver: `/etc/hosts`, DNS, and what else `nsswitch.conf` names. Blocks the calling thread.
enum SystemResolver {
    /// Asks for the addresses of a name by `getaddrinfo(3)`, which follows `nsswitch.conf` but knows no time to live.
    /// That comes from a DNS query of its own; a name that DNS does not know, such as one of `/etc/hosts`, has none.
    static func ask(_ question: NameQuestion) -> Result<NameAnswer, LookupFailure> {
        var answer = addresses(of: question)
        if question.wantsTimeToLive, case .success(var found) = answer {
            found.timeToLive = timeToLive(of: question.name, found.addresses)
            answer = .success(found)
        }
        return answer
    }

    private static func addresses(of question: NameQuestion) -> Result<NameAnswer, LookupFailure> {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = clinux_SOCK_STREAM
        switch question.family {
        case .v4Only: unsafe hints.ai_family = AF_INET
        case .v6Only: unsafe hints.ai_family = AF_INET6
        case .v6Preferred, .v4Preferred, .all: unsafe hints.ai_family = AF_UNSPEC
        }
        var list: UnsafeMutablePointer<addrinfo>?
        let code = unsafe getaddrinfo(question.name, nil, &hints, &list)
        defer { if let list = unsafe list { unsafe freeaddrinfo(list) } }
        if code == EAI_NONAME || code == clinux_EAI_NODATA { return .failure(.noAddress) }
        if code != 0 {
            return .failure(.failed(unsafe gai_strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"))
        }
        var v4: [IPAddress] = []
        var v6: [IPAddress] = []
        var next = unsafe list
        while let entry = unsafe next {
            if let form = unsafe entry.pointee.ai_addr {
                var storage = sockaddr_storage()
                let length = unsafe min(Int(entry.pointee.ai_addrlen), MemoryLayout<sockaddr_storage>.size)
                unsafe withUnsafeMutableBytes(of: &storage) { bytes in
                    unsafe bytes.copyMemory(from: UnsafeRawBufferPointer(start: form, count: length))
                }
                let address = SocketAddress(kernelForm: storage, length: socklen_t(length))?.ipAddress
                if let address {
                    if address.family == .v4 { v4.append(address) } else { v6.append(address) }
                }
            }
            unsafe next = entry.pointee.ai_next
        }
        let chosen = choose(question.family, v4: v4, v6: v6)
        return chosen.isEmpty ? .failure(.noAddress) : .success(NameAnswer(addresses: chosen))
    }

    /// The addresses that a family takes, in its order.
    static func choose(_ family: LookupFamily, v4: [IPAddress], v6: [IPAddress]) -> [IPAddress] {
        switch family {
        case .v4Only: v4
        case .v6Only: v6
        case .v6Preferred: v6.isEmpty ? v4 : v6
        case .v4Preferred: v4.isEmpty ? v6 : v4
        case .all: v6 + v4
        }
    }

    /// The smallest time to live of the records of the families that were found.
    private static func timeToLive(of name: String, _ addresses: [IPAddress]) -> UInt32? {
        var smallest: UInt32?
        for family in [IPAddress.Family.v4, .v6] where addresses.contains(where: { $0.family == family }) {
            let type = family == .v4 ? NameMessage.addressRecord : NameMessage.longAddressRecord
            // As large as a message can be without the answer being cut: EDNS is not asked for.
            var bytes = [UInt8](repeating: 0, count: 65_536)
            let length = unsafe clinux_search_name(name, Int32(type), &bytes, Int32(bytes.count))
            guard length > 0, Int(length) <= bytes.count else { continue }
            guard let found = NameMessage.smallestTimeToLive(bytes.span.extracting(first: Int(length))) else {
                continue
            }
            smallest = min(smallest ?? found, found)
        }
        return smallest
    }
}
