namespace Saker.Learning.Drift.Measures;

/// <summary>
/// What one walk over two sorted samples tells of the gap between their distribution functions. The gap is kept as a whole number, the difference of
/// both counts with each multiplied by the other's size, so that it is exact.
/// </summary>
/// <param name="Largest">The largest absolute gap: the statistic of Kolmogorov and Smirnov, 0 to 1.</param>
/// <param name="Area">The integral of the absolute gap: the Wasserstein distance of order 1, in the unit of the numbers.</param>
/// <param name="SquaredArea">The integral of the squared gap: half of the squared energy distance.</param>
public readonly record struct SampleGaps(double Largest, double Area, double SquaredArea)
{
    /// <summary>Walks over both; all are NaN when a side has no numbers.</summary>
    public static SampleGaps Of(SortedNumbers reference, SortedNumbers current)
    {
        if (reference.Count == 0 || current.Count == 0)
            return new SampleGaps(double.NaN, double.NaN, double.NaN);
        var left = reference.Values;
        var right = current.Values;
        var (leftStep, rightStep) = ((long)right.Length, (long)left.Length);
        var walk = new Walk(Math.Min(left[0], right[0]));
        var (i, j) = (0, 0);
        while (i < left.Length && j < right.Length)
        {
            var (x, y) = (left[i], right[j]);
            walk.MoveTo(Math.Min(x, y));
            // No branches: which side is next is a coin toss, and wrong guesses would take most of the time.
            var (fromLeft, fromRight) = (x <= y ? 1 : 0, y <= x ? 1 : 0);
            i += fromLeft;
            j += fromRight;
            walk.Gap += (fromLeft * leftStep) - (fromRight * rightStep);
        }
        for (; i < left.Length; i++)
        {
            walk.MoveTo(left[i]);
            walk.Gap += leftStep;
        }
        for (; j < right.Length; j++)
        {
            walk.MoveTo(right[j]);
            walk.Gap -= rightStep;
        }
        var pairs = (double)left.Length * right.Length;
        return new SampleGaps(walk.Largest / pairs, walk.Area / pairs, walk.SquaredArea / pairs / pairs);
    }

    private ref struct Walk(double start)
    {
        private double _at = start;

        public long Gap;
        public long Largest;
        public double Area;
        public double SquaredArea;

        /// <summary>The gap so far reached up to here; within equal values it means nothing and has no width.</summary>
        public void MoveTo(double value)
        {
            var width = value - _at;
            var gap = Math.Abs(Gap);
            Largest = width > 0 ? Math.Max(Largest, gap) : Largest;
            Area += gap * width;
            SquaredArea += (double)gap * gap * width;
            _at = value;
        }
    }
}
