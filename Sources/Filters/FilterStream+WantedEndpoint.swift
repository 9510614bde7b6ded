extension FilterStream {
    /// An endpoint that a filter wants the request to go to, if it belongs to the cluster and takes requests.
    public struct WantedEndpoint: Sendable {
        /// Its address, such as `10.0.0.1:80`.
        public let address: [UInt8]
        /// Whether the request fails when the endpoint cannot take it; else the balancer chooses another.
        public let isStrict: Bool
        /// The status of that failure.
        public let statusWhenGone: UInt16

        /// Makes a wish for `address`.
        public init(address: [UInt8], isStrict: Bool, statusWhenGone: UInt16) {
            self.address = address
            self.isStrict = isStrict
            self.statusWhenGone = statusWhenGone
        }
    }
}
