"""Makes ann-benchmarks.hdf5, a small file in the form of ann-benchmarks: h5py, brute force by numpy.

    python ann_benchmarks.py ann-benchmarks.hdf5
"""

import sys

import h5py
import numpy

ROWS, QUERIES, DIMENSION, NEAREST = 200, 12, 16, 20

random = numpy.random.default_rng(8)
train = random.normal(size=(ROWS, DIMENSION)).astype("<f4")
test = random.normal(size=(QUERIES, DIMENSION)).astype("<f4")
unit = [x.astype(float) / numpy.linalg.norm(x.astype(float), axis=1)[:, None] for x in (train, test)]
distances = 1 - unit[1] @ unit[0].T
neighbors = numpy.argsort(distances, axis=1)[:, :NEAREST]

with h5py.File(sys.argv[1], "w") as file:
    file.attrs["type"] = "dense"
    file.attrs["distance"] = "angular"
    file.attrs["dimension"] = DIMENSION
    file.create_dataset("train", data=train)
    file.create_dataset("test", data=test)
    file.create_dataset("neighbors", data=neighbors.astype("<i4"))
    file.create_dataset("distances", data=numpy.take_along_axis(distances, neighbors, 1).astype("<f4"))
