extension RuntimeFractionConfiguration {
    /// All or none, and no key changes it.
    init(_ isOn: Bool) { self.init(FractionalPercentConfiguration(numerator: isOn ? 100 : 0)) }
}
