"""The parts that the measurements in this directory share."""
