"""Makes sobol.json: the first points of Sobol's sequence by SciPy (Debian python3-scipy 1.10), which has the same direction numbers.

    python3 sobol.py > sobol.json
"""
import json
from scipy.stats import qmc

points = qmc.Sobol(64, scramble=False).random(32)
print(json.dumps([[float(value) for value in point] for point in points]))
