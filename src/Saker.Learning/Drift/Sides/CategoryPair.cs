namespace Saker.Learning.Drift.Sides;

/// <summary>How often categories occur on both sides.</summary>
/// <param name="Labels">The categories; the last one stands for all others when <paramref name="HasRest"/>.</param>
/// <param name="Reference">Rows of the reference in each.</param>
/// <param name="Current">Current rows.</param>
/// <param name="HasRest">Whether the last one stands for all others.</param>
/// <param name="Error">By how much the total variation may be wrong: 0 of rows.</param>
internal sealed record CategoryPair(string[] Labels, double[] Reference, double[] Current, bool HasRest, double Error)
{
    // Below so many expected rows chi-squared is no good approximation (Cochran 1954).
    private const double MinExpected = 5;

    public double ReferenceCount => Reference.Sum();

    public double CurrentCount => Current.Sum();

    /// <summary>The share of the rows of both sides that the rest has.</summary>
    public double RestShare => HasRest && Reference.Length > 0 ? (Reference[^1] + Current[^1]) / (ReferenceCount + CurrentCount) : 0;

    /// <summary>
    /// Only categories with enough rows are kept, the most frequent ones of both sides together, so that neither side decides which; what is
    /// left joins the rest, and a rest that is too small itself joins the smallest of them.
    /// </summary>
    public CategoryPair Pooled(int maxCategories)
    {
        var (left, right) = (ReferenceCount, CurrentCount);
        var least = MinExpected * (left + right) / Math.Max(1, Math.Min(left, right));
        var named = Labels.Length - (HasRest ? 1 : 0);
        int[] kept = [.. Enumerable.Range(0, named).Where(i => Reference[i] + Current[i] >= least).OrderByDescending(i => Reference[i] + Current[i]).ThenBy(i => Labels[i], StringComparer.Ordinal).Take(maxCategories)];
        var (restLeft, restRight) = (left - kept.Sum(i => Reference[i]), right - kept.Sum(i => Current[i]));
        if (restLeft + restRight <= 0)
            return this with { Labels = [.. kept.Select(i => Labels[i])], Reference = [.. kept.Select(i => Reference[i])], Current = [.. kept.Select(i => Current[i])], HasRest = false };
        if (restLeft + restRight < least && kept.Length > 1)
        {
            (restLeft, restRight) = (restLeft + Reference[kept[^1]], restRight + Current[kept[^1]]);
            kept = kept[..^1];
        }
        return this with { Labels = [.. kept.Select(i => Labels[i]), "others"], Reference = [.. kept.Select(i => Reference[i]), restLeft], Current = [.. kept.Select(i => Current[i]), restRight], HasRest = true };
    }
}
