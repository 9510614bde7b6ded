// Tests of HTTPSemantics.
