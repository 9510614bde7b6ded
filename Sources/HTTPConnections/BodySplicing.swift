/// When the rest of a body is worth a pipe.
enum BodySplicing {
    /// The fewest bytes that must still come. Below it the calls cost as much as copying.
    static let least: UInt64 = 128 << 10
}
