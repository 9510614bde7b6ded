/// Resources that a part of this process hands over, as a discovery response. Confined to the main loop.
final class HandedResources {
    private var last: [UInt8] = []
    private var heard: (([UInt8]) -> Void)?

    /// Tells what was handed over last, and whatever is from now on.
    func start(_ heard: @escaping ([UInt8]) -> Void) {
        self.heard = heard
        if !last.isEmpty { heard(last) }
    }

    /// Tells nothing any more.
    func stop() { heard = nil }

    /// Hands a response over in the place of what was there.
    func hand(_ response: [UInt8]) {
        last = response
        heard?(response)
    }
}
