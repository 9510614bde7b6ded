/// Whoever keeps objects for the next work of a loop, beside the loop's own blocks and pipes. Confined to the loop.
public protocol SpareKeeper: AnyObject {
    /// Frees all that is not in use.
    func shrink()

    /// Frees what nobody has needed since the last call.
    func freeUnused()
}
